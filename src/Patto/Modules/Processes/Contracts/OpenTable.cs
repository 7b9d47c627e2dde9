using Patto.Web;

namespace Patto.Modules.Processes.Contracts;

/// <summary>A public list of a process as open data: whole, in no page of the list cut, and without anything that says who a person
/// is.</summary>
/// <remarks>A module registers one for each list that it shows to everybody.</remarks>
public abstract class OpenTable
{
    /// <summary>In the address and the name of the file: <c>contributi</c>.</summary>
    public abstract string Key { get; }

    /// <summary>What it holds, in the page's language.</summary>
    public abstract string Title { get; }

    public abstract IReadOnlyList<string> Columns { get; }

    public abstract IAsyncEnumerable<object?[]> RowsAsync(ProcessInfo process, CancellationToken cancel);

    /// <summary>As they stand in the table of a process, where that has columns of its own.</summary>
    protected virtual Task<IReadOnlyList<string>> ColumnsAsync(ProcessInfo process, CancellationToken cancel) => Task.FromResult(Columns);

    public async Task<Table> OfAsync(ProcessInfo process, TableFormat? format, CancellationToken cancel) =>
        new($"{process.Slug}-{Key}", await ColumnsAsync(process, cancel), RowsAsync(process, cancel)) { Format = format };
}

public static class OpenDataUrls
{
    /// <param name="format"><c>csv</c>, <c>xlsx</c>, <c>ods</c> or <c>json</c>.</param>
    public static string Show(string process, string table, string format) => $"/percorsi/{process}/dati/{table}.{format}";
}
