using System.Linq.Expressions;
using System.Runtime;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.Extensions.DependencyInjection;
using Patto.Web.Ui;

namespace Patto.Tests.Web;

/// <summary>A field in a row of a table is the same field to the page as the framework would find it, and nothing is compiled for
/// it.</summary>
public sealed class RowFieldsTests
{
    public sealed class Row
    {
        public string? Name { get; set; }
        [System.ComponentModel.DataAnnotations.Required] public string Must { get; set; } = "";
        public int? Number { get; set; }
        public List<string> Words { get; set; } = [];
    }

    public sealed class Form
    {
        public List<Row> Rows { get; set; } = [];
        public List<string?> Texts { get; set; } = [];
        public Dictionary<string, string> ByKey { get; set; } = [];
        public Row[] Array { get; set; } = [];
        public List<Row>? Missing { get; set; }
        public Row One { get; set; } = new();
    }

    private static readonly ServiceProvider Services = Make();

    private static ServiceProvider Make()
    {
        var services = new ServiceCollection();
        services.AddLogging().AddMvcCore().AddViews();
        return services.BuildServiceProvider();
    }

    private readonly IModelMetadataProvider _known = Services.GetRequiredService<IModelMetadataProvider>();
    private readonly ModelExpressionProvider _usual = Services.GetRequiredService<ModelExpressionProvider>();
    private RowFields Ours => new(_usual, _known);

    private ViewDataDictionary<Form> View() => new(_known, new())
    {
        Model = new()
        {
            Rows = [new() { Name = "Ada", Number = 3, Words = ["uno", "due"] }, new() { Must = "Ugo" }],
            Texts = ["a", null],
            ByKey = new() { ["zona"] = "Borgo" },
            Array = [new() { Name = "Ida" }],
        },
    };

    [Fact]
    public void A_field_in_a_row_has_the_name_the_value_and_the_rules_that_the_framework_finds()
    {
        var (compared, told) = (0, TestContext.Current.TestOutputHelper!);
        for (var i = 0; i < 2; i++)
        {
            var (column, key) = (new { Index = i }, "zona");
            Compare(m => m.Rows[i].Name);
            Compare(m => m.Rows[i].Must);
            Compare(m => m.Rows[i].Number);
            Compare(m => m.Rows[column.Index].Number);
            Compare(m => m.Rows[0].Words[i]);
            Compare(m => m.Rows[i]);
            Compare(m => m.Texts[i]);
            Compare(m => m.ByKey[key]);
            Compare(m => m.Array[0].Name);
            Compare(m => m.Missing![i].Name);
            Compare(m => m.Rows[i + 1 - 1].Name); // the framework's: it counts
            Compare(m => m.One.Name);
            Compare(m => m.Texts);
            Compare(m => m);
        }
        told.WriteLine($"{compared} fields");
        Assert.Equal(28, compared);

        void Compare<T>(Expression<Func<Form, T>> field)
        {
            var view = View();
            var (ours, usual) = (Ours.CreateModelExpression(view, field), _usual.CreateModelExpression(view, field));
            Assert.Equal((usual.Name, usual.Model, usual.Metadata), (ours.Name, ours.Model, ours.Metadata));
            Assert.Equal((usual.Metadata.IsRequired, usual.ModelExplorer.Container),
                (ours.Metadata.IsRequired, ours.ModelExplorer.Container));
            compared++;
        }
    }

    [Fact]
    public void A_row_that_is_not_there_is_told_as_the_framework_tells_it()
    {
        var at = 7;
        Assert.Throws<ArgumentOutOfRangeException>(() => Ours.CreateModelExpression(View(), m => m.Rows[at].Name).Model);
        Assert.Throws<ArgumentOutOfRangeException>(() => _usual.CreateModelExpression(View(), m => m.Rows[at].Name).Model);
        var key = "altrove";
        Assert.Throws<KeyNotFoundException>(() => Ours.CreateModelExpression(View(), m => m.ByKey[key]).Model);
    }

    [Fact]
    public void A_hundred_rows_compile_nothing()
    {
        var view = View();
        view.Model.Rows = [.. Enumerable.Range(0, 100).Select(n => new Row { Name = $"n{n}" })];
        long Compiled(IModelExpressionProvider fields)
        {
            Assert.Equal("n0", fields.CreateModelExpression(view, m => m.Rows[0].Name).Model);
            var before = JitInfo.GetCompiledMethodCount(currentThread: true);
            for (var i = 0; i < 100; i++) Assert.Equal($"n{i}", fields.CreateModelExpression(view, m => m.Rows[i].Name).Model);
            return JitInfo.GetCompiledMethodCount(currentThread: true) - before;
        }
        var (ours, usual) = (Compiled(Ours), Compiled(_usual));
        TestContext.Current.TestOutputHelper!.WriteLine($"methods compiled for a hundred rows: {ours}, and by the framework {usual}");
        Assert.True(ours < 100, $"{ours} methods were compiled for a hundred rows");
    }

    [Fact]
    public async Task The_pages_are_written_with_it()
    {
        await using var host = new PlatformHost();
        Assert.IsType<RowFields>(host.Services.GetRequiredService<IModelExpressionProvider>());
    }
}
