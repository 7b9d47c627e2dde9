using Microsoft.AspNetCore.Http.HttpResults;
using Patto.Authorities;
using Patto.Modules.Processes.Contracts;
using Patto.Web;

namespace Patto.Modules.Observatory;

/// <summary>/api/v1/records and the record of a process: open data, no personal data.</summary>
internal static class RecordsApi
{
    public sealed record ShownRecord(string Title, string Publisher, DateOnly? LastChanged, IReadOnlyList<ShownField> Fields, IReadOnlyList<string> Warnings);

    /// <param name="Value">Normalised: ISO dates, plain decimals; null where there is none.</param>
    public sealed record ShownField(string Code, string Group, string Label, FieldState State, string Text, string? Value);

    public sealed record ShownLine(Guid Id, string Title, string Source, string State, string Nature, string Level);
    public sealed record ShownLines(IReadOnlyList<ShownLine> Items, Guid? Next);

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/processes/{slug}/record", OwnAsync).WithTags("records").WithName("showProcessRecord").WithSummary("The record of a process, field by field, as its register would print it.");
        api.MapGet("/records", ListAsync).WithTags("records").WithName("listRecords").WithSummary("The catalogue of imported records; q searches their words.");
        api.MapGet("/records/{id:guid}", ShowAsync).WithTags("records").WithName("showRecord").WithSummary("One imported record with every field it was printed with, and what does not add up in it.");
    }

    private static async Task<Ok<ShownRecord>> OwnAsync(string slug, ProcessBook processes, RecordBook book, Here here, CancellationToken cancel) =>
        TypedResults.Ok(Shown(await book.OwnAsync(await processes.FindAsync(slug, here.Required.Id, cancel) ?? throw new Unknown(), cancel)));

    private static async Task<Ok<ShownRecord>> ShowAsync(Guid id, RecordBook book, CancellationToken cancel) =>
        TypedResults.Ok(Shown((await book.FindAsync(id, cancel) ?? throw new Unknown()).Sheet));

    private static async Task<Ok<ShownLines>> ListAsync(RecordBook book, CancellationToken cancel, string? q = null, int pageSize = 50, string? after = null)
    {
        var size = Paging.Size(pageSize);
        var (listed, begin) = ((await book.ListAsync(q, null, null, null, int.MaxValue, cancel)).Records.OrderBy(r => r.Id).ToList(), Paging.AfterId(after));
        if (begin is { } from && listed.All(r => r.Id != from)) throw Paging.Unknown();
        var rest = listed.Where(r => begin is not { } last || r.Id.CompareTo(last) > 0).Take(size + 1).ToList();
        return TypedResults.Ok(new ShownLines([.. rest.Take(size).Select(r => new ShownLine(r.Id, r.Title, r.Source, r.State, r.Nature, r.Level))], rest.Count > size ? rest[size - 1].Id : null));
    }

    private static ShownRecord Shown(RecordSheet sheet) => new(sheet.Title, sheet.Publisher, sheet.LastChanged,
        [.. sheet.Fields.Select(f => new ShownField(f.Code, f.Group, f.Label, f.State, f.Text, RecordExchange.ValueOf(f)))], [.. sheet.Warnings.Select(w => w.Code)]);
}
