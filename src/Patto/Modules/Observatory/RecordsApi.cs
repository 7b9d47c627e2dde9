using Microsoft.AspNetCore.Http.HttpResults;
using Patto.Authorities;
using Patto.Modules.Processes.Contracts;
using Patto.Web;

namespace Patto.Modules.Observatory;

/// <summary>/api/v1/records and the record of a process: open data, no personal data.</summary>
internal static class RecordsApi
{
    /// <summary>The record of a process, as a regional register prints it.</summary>
    /// <param name="Title">Title of the process.</param>
    /// <param name="Publisher">Who keeps the record.</param>
    /// <param name="LastChanged">When it was last changed, ISO 8601; null when not printed.</param>
    /// <param name="Fields">Its fields, in the order of the register.</param>
    /// <param name="Warnings">Codes of what does not add up in it; empty when all does.</param>
    public sealed record ShownRecord(string Title, string Publisher, DateOnly? LastChanged, IReadOnlyList<ShownField> Fields,
        IReadOnlyList<string> Warnings);

    /// <summary>A field of a record.</summary>
    /// <param name="Code">Name of the field, the same in every record.</param>
    /// <param name="Group">The heading it stands under, in Italian.</param>
    /// <param name="Label">The label as printed, in Italian.</param>
    /// <param name="State">Whether a value is printed, the field is blank, or it is missing.</param>
    /// <param name="Text">As printed; empty where nothing stands.</param>
    /// <param name="Value">Normalised: ISO dates, plain decimals; null where there is none.</param>
    public sealed record ShownField(string Code, string Group, string Label, FieldState State, string Text, string? Value);
    /// <summary>A record in short.</summary>
    /// <param name="Id">Identity, UUID; the value of <c>after</c> is one.</param>
    /// <param name="Title">Title of the process.</param>
    /// <param name="Source">Where the record was published.</param>
    /// <param name="State">State of the process, as printed.</param>
    /// <param name="Nature">Certified and funded or not, as printed.</param>
    /// <param name="Level">Level of participation, as printed.</param>
    public sealed record ShownLine(Guid Id, string Title, string Source, string State, string Nature, string Level);
    /// <summary>A page of the catalogue.</summary>
    /// <param name="Items">The records, in order of identity; at most as many as <c>pageSize</c>.</param>
    /// <param name="Next">Value of <c>after</c> for the next page; null on the last one.</param>
    public sealed record ShownLines(IReadOnlyList<ShownLine> Items, Guid? Next);

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/processes/{slug}/record", OwnAsync).WithTags("records").WithName("showProcessRecord")
            .WithSummary("The record of a process, field by field, as its register would print it.");
        api.MapGet("/records", ListAsync).WithTags("records").WithName("listRecords")
            .WithSummary("The catalogue of imported records; q searches their words.");
        api.MapGet("/records/{id:guid}", ShowAsync).WithTags("records").WithName("showRecord")
            .WithSummary("One imported record with every field it was printed with, and what does not add up in it.");
    }

    private static async Task<Ok<ShownRecord>> OwnAsync(string slug, ProcessBook processes, RecordBook book,
        CurrentAuthority currentAuthority, CancellationToken cancel) =>
        TypedResults.Ok(Shown(await book.OwnAsync(await processes.FindAsync(slug, currentAuthority.Required.Id, cancel)
            ?? throw new Unknown(), cancel)));

    private static async Task<Ok<ShownRecord>> ShowAsync(Guid id, RecordBook book, CancellationToken cancel) =>
        TypedResults.Ok(Shown((await book.FindAsync(id, cancel) ?? throw new Unknown()).Sheet));

    private static async Task<Ok<ShownLines>> ListAsync(RecordBook book, CancellationToken cancel, string? q = null, int pageSize = 50,
        string? after = null)
    {
        var size = Paging.Size(pageSize);
        var (listed, begin) = ((await book.ListAsync(q, null, null, null, int.MaxValue, cancel)).Records.OrderBy(r => r.Id)
            .ToList(), Paging.AfterId(after));
        if (begin is { } from && listed.All(r => r.Id != from)) throw Paging.Unknown();
        var rest = listed.Where(r => begin is not { } last || r.Id.CompareTo(last) > 0).Take(size + 1).ToList();
        return TypedResults.Ok(new ShownLines([.. rest.Take(size)
            .Select(r => new ShownLine(r.Id, r.Title, r.Source, r.State, r.Nature, r.Level))], rest.Count > size
                ? rest[size - 1].Id : null));
    }

    private static ShownRecord Shown(RecordSheet sheet) => new(sheet.Title, sheet.Publisher, sheet.LastChanged,
        [.. sheet.Fields.Select(f => new ShownField(f.Code, f.Group, f.Label, f.State, f.Text, RecordExchange.ValueOf(f)))],
        [.. sheet.Warnings.Select(w => w.Code)]);
}
