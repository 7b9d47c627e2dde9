using System.Collections;
using System.Globalization;
using System.Linq.Expressions;
using System.Reflection;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ViewFeatures;

namespace Patto.Web.Ui;

/// <summary>A field in a row of a table (<c>asp-for="Rows[i].Name"</c>), found by walking to it. The framework compiles such an expression
/// anew for each field of each row, once for its name and once for its value: most of the time in which a table of seats was written.
/// </summary>
internal sealed class RowFields(ModelExpressionProvider usual, IModelMetadataProvider known) : IModelExpressionProvider
{
    public ModelExpression CreateModelExpression<TModel, TValue>(ViewDataDictionary<TModel> viewData,
        Expression<Func<TModel, TValue>> expression)
    {
        List<Step> steps = [];
        if (!Walk(expression.Body, steps) || steps.All(s => s.Index is null)) return usual.CreateModelExpression(viewData, expression);
        var (of, property) = (steps[^1].Of, steps[^1].Property?.Name);
        var metadata = property is null ? null : known.GetMetadataForType(of).Properties[property];
        return new(NameOf(steps), viewData.ModelExplorer.GetExplorerForExpression(metadata ?? known.GetMetadataForType(typeof(TValue)),
            model => Read(steps, model)));
    }

    private static object? Read(List<Step> steps, object? at)
    {
        foreach (var step in steps)
            if (at is null) return null;
            else at = step.Read(at);
        return at;
    }

    /// <summary>From one thing to the next: a property of it, or what stands at an index.</summary>
    private sealed record Step(Type Of, PropertyInfo? Property, object? Index)
    {
        public object? Read(object at) => at is IList list && Index is int n ? list[n]
            : Property!.GetValue(at, BindingFlags.DoNotWrapExceptions, null, Index is null ? null : [Index], null);
    }

    // Properties and indexes from the model on; anything else is the framework's.
    private static bool Walk(Expression expression, List<Step> steps)
    {
        switch (expression)
        {
            case ParameterExpression:
                return true;
            case MemberExpression { Member: PropertyInfo property, Expression: { } of } when Walk(of, steps):
                steps.Add(new(of.Type, property, null));
                return true;
            case MethodCallExpression { Method.Name: "get_Item", Object: { } of, Arguments: [var index] } call
                when IndexerOf(call.Method) is { } indexer && Value(index) is { } at && Walk(of, steps):
                steps.Add(new(of.Type, indexer, at));
                return true;
            case BinaryExpression { NodeType: ExpressionType.ArrayIndex } element
                when Value(element.Right) is int at && Walk(element.Left, steps):
                steps.Add(new(element.Left.Type, null, at));
                return true;
            default:
                return false;
        }
    }

    private static PropertyInfo? IndexerOf(MethodInfo getter) =>
        getter.DeclaringType!.GetProperties().FirstOrDefault(p => p.GetMethod == getter);

    /// <summary>What the page's code keeps in a variable, or in a property of one.</summary>
    private static object? Value(Expression? expression) => expression switch
    {
        ConstantExpression constant => constant.Value,
        MemberExpression { Member: FieldInfo field, Expression: var of } when Value(of) is { } at => field.GetValue(at),
        MemberExpression { Member: PropertyInfo property, Expression: var of } when Value(of) is { } at => property.GetValue(at),
        _ => null,
    };

    private static string NameOf(List<Step> steps) => string.Concat(steps.Select((step, n) =>
        step.Index is not null ? $"[{Convert.ToString(step.Index, CultureInfo.InvariantCulture)}]"
            : n == 0 ? step.Property!.Name : "." + step.Property!.Name));
}
