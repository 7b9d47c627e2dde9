using System.Reflection;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Patto.Web;

/// <summary>The API describes itself: every member with the comment of its record, every parameter with the words below.</summary>
internal static class ApiDescription
{
    private const string Process =
        "The process, by its name in addresses: lower case, as in listProcesses. 404 when there is none that the caller may see.";

    // The same name means the same everywhere.
    private static readonly Dictionary<string, string> Parameters = new(StringComparer.OrdinalIgnoreCase)
    {
        ["slug"] = Process,
        ["pageSize"] = "How many items at most, 1 to 100; 400 outside. The last page may have fewer.",
        ["after"] = "Where the page begins: the value of next of the page before, of the same list. Left out for the first page; 400 for any other value.",
        ["code"] = "A code as people read it aloud, LWF-C0147; upper and lower case are alike. 404 for one that is not public.",
        ["id"] = "Identity, UUID, as the list gives it. 404 for one that is not public.",
        ["kind"] = "Only contributions of this kind, by name; 422 for any other word.",
        ["theme"] = "Only those under this theme, by its key in the process; 422 for any other word.",
        ["area"] = "Only those of this neighbourhood, by its key in the process; 422 for any other word.",
        ["q"] = "Only records that hold these words; all when left out.",
        ["Idempotency-Key"] =
        "Any text that the caller makes up for one sending, a UUID say: the same sending again with the same key within 48 hours answers its first "
            + "result and writes nothing. The same key with another body is refused with 422 once.other-body.",
    };

    private static readonly Dictionary<string, string> Problem = new()
    {
        ["type"] = "Address of a page about this kind of problem (RFC 9457); may be left out.",
        ["title"] = "What happened and how to mend it, one sentence for people: Italian, or English when the cookie lingua says so.",
        ["status"] = "The HTTP status once more.",
        ["detail"] = "What the program that read the request says, in English; may be left out.",
        ["instance"] = "Address of this very occurrence; may be left out.",
    };

    public static void Add(IServiceCollection services)
    {
        Dictionary<string, Type> named = [];
        services.AddOpenApi("v1", o =>
        {
            o.CreateSchemaReferenceId = info => NameOf(info, named);
            o.AddSchemaTransformer((schema, context, _) => { KeepText(schema, context); return Task.CompletedTask; });
            o.AddOperationTransformer((operation, _, _) => { Describe(operation); return Task.CompletedTask; });
            o.AddDocumentTransformer((document, _, _) => { Describe(document, named); return Task.CompletedTask; });
        });
    }

    // Two modules may each have a ShownStep: those of an API stand under its name.
    private static string? NameOf(System.Text.Json.Serialization.Metadata.JsonTypeInfo info, Dictionary<string, Type> named)
    {
        if (OpenApiOptions.CreateDefaultSchemaReferenceId(info) is not { } usual) return null;
        var type = Nullable.GetUnderlyingType(info.Type) ?? info.Type;
        var name = type.DeclaringType is { } api && api.Name.EndsWith("Api", StringComparison.Ordinal)
            ? $"{api.Name[..^3]}.{usual}" : usual;
        lock (named) named[name] = type;
        return name;
    }

    // A text that we read by ourselves (CleanJsonText) is still a text.
    private static void KeepText(OpenApiSchema schema, OpenApiSchemaTransformerContext context)
    {
        if (context.JsonTypeInfo.Type == typeof(string) && schema.Type is null)
            schema.Type = context.JsonPropertyInfo is { IsGetNullable: true } ? JsonSchemaType.String | JsonSchemaType.Null
                : JsonSchemaType.String;
    }

    private static void Describe(OpenApiOperation operation)
    {
        foreach (var parameter in operation.Parameters ?? [])
            if (parameter is OpenApiParameter { Name: { } name }
                && Parameters.TryGetValue(name, out var words)) parameter.Description = words;
    }

    private static void Describe(OpenApiDocument document, Dictionary<string, Type> named)
    {
        document.Info = new()
        {
            Title = "PattoComune",
            Version = "v1",
            Description = "I percorsi partecipativi, aperti: lettura libera con licenza CC BY 4.0."
        };
        document.Servers = [];
        var comments = new Comments(typeof(ApiDescription).Assembly);
        foreach (var (name, schema) in document.Components?.Schemas ?? new Dictionary<string, IOpenApiSchema>())
            if (named.TryGetValue(name, out var type)) Describe(schema, type, comments);
    }

    private static void Describe(IOpenApiSchema schema, Type type, Comments comments)
    {
        if (string.IsNullOrEmpty(schema.Description)) schema.Description = comments.Of(type);
        foreach (var (name, member) in schema.Properties ?? new Dictionary<string, IOpenApiSchema>())
            if ((type == typeof(ProblemDetails) ? Problem.GetValueOrDefault(name)
                : OfMember(comments, type, name)) is { } words) member.Description = words;
    }

    private static string? OfMember(Comments comments, Type type, string name) =>
        type.GetProperty(name, BindingFlags.Public | BindingFlags.Instance | BindingFlags.IgnoreCase) is { } property
            ? comments.Of(property) : null;
}
