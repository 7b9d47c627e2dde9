using Deliberation.Formats;
using Deliberation.Formats.Tables;

namespace Deliberation.Tests.Formats.Tables;

/// <summary>Two hundred dirty lists, or a thousand with PATTO_TEST_LONG=1: whatever is read is right, asked, or an error in its
/// cell.</summary>
public sealed class DirtyTablesTests
{
    private static readonly int s_variants = TestRun.IsLong ? 1_000 : 250;
    private static readonly string[] s_ways = ["scrivi", "metti", "togli", "aggiungi", "correggi", "lascia"];

    private sealed class Count
    {
        internal int Cells, Errors, Asked, Twins, Lost;
    }

    [Fact]
    public void No_dirty_list_is_misread_in_silence_and_every_error_has_its_cell_and_a_way_to_mend_it()
    {
        var count = new Count();
        var kinds = new Dictionary<string, int>();
        int seed = TestRun.Seed(1_000_000);
        for (int n = 0; n < s_variants; n++)
        {
            var made = new DirtyTable(seed + n);
            string kind = made.Kind == "csv" ? $"csv {made.Separator} {made.Encoding}" : made.Kind;
            kinds[kind] = kinds.GetValueOrDefault(kind) + 1;
            try { Check(made, count); }
            catch (Exception wrong) { throw new InvalidOperationException($"seed {seed + n}, {kind}: {wrong.Message}", wrong); }
        }

        TestContext.Current.TestOutputHelper!.WriteLine(
            "{0} variants from seed {1}: {2} cells right, {3} planted errors found, {4} telephones without their 0 asked, {5} "
                + "columns asked, {6} planted twins found\n{7}",
            s_variants, seed, count.Cells, count.Errors, count.Lost, count.Asked, count.Twins,
                string.Join(", ", kinds.OrderBy(k => k.Key).Select(k => $"{k.Key.Replace("\t", "tab")}: {k.Value}")));
        Assert.True(count.Errors > s_variants / 2 && count.Lost > 10 && count.Twins > s_variants / 10 && kinds.Count >= 10,
            "the variants prove nothing");
    }

    private static void Check(DirtyTable made, Count count)
    {
        var file = TableFile.Read(made.Bytes);
        var list = file.TheList();
        Assert.Equal(made.FirstRow, list.Rows.Select(row => row.Number));
        var columns = list.Columns;
        Assert.Equal(6, columns.Length);
        Assert.Equal(made.Names, list.Cells(columns[0]).Select(cell => cell.Text));
        Assert.Equal(made.Notes, list.Cells(columns[5]).Select(cell => cell.Text));
        count.Cells += made.Names.Count * 2;
        CheckPhones(made, list, columns[1], count);
        CheckMails(made, list, columns[2], count);
        var sums = NumberColumn.Read(list, columns[3]);
        CheckColumn(made, list, 4, made.Sums, sums.Values, sums.Errors, sums.Question, count);
        var days = DateColumn.Read(list, columns[4]);
        CheckColumn(made, list, 5, made.When, days.Values, days.Errors, days.Question, count);
        var twins = Twins.Find([.. list.Rows.Select((_, n) => new ListedBody(made.Names[n], []))]);
        Assert.Equal(made.TwinPairs.Order(), twins.Select(twin => (twin.Members[0], twin.Members[1])).Order());
        count.Twins += made.TwinPairs.Count;
    }

    private static void CheckPhones(DirtyTable made, TableList list, TableColumn column, Count count)
    {
        var found = list.Cells(column).Select(PhoneNumbers.In).ToList();
        for (int n = 0; n < found.Count; n++)
        {
            if (made.LostZeros.Contains(n))
            {
                Assert.Equal("0532123456", Assert.Single(found[n].Questions).Choices[0].Key);
                Assert.Equal((made.FirstRow[n], 2), (found[n].Questions[0].Place.Row, found[n].Questions[0].Place.Column));
                count.Lost++;
            }
            else if (Wrong(made, n, 2)) CheckError(made, n, 2, found[n].Errors, count);
            else
            {
                Assert.Equal(made.Phones[n].Length == 0 ? [] : [made.Phones[n]], found[n].Values.Select(phone => phone.Text));
                count.Cells++;
            }
        }
    }

    private static void CheckMails(DirtyTable made, TableList list, TableColumn column, Count count)
    {
        var found = list.Cells(column).Select(MailAddresses.In).ToList();
        for (int n = 0; n < found.Count; n++)
        {
            if (Wrong(made, n, 3)) CheckError(made, n, 3, found[n].Errors, count);
            else Assert.Equal(made.Mails[n].Length == 0 ? [] : [made.Mails[n]], found[n].Values);
            if (!Wrong(made, n, 3)) count.Cells++;
        }
    }

    private static void CheckColumn<T>(DirtyTable made, TableList list, int column, List<T?> truth, IReadOnlyList<T?> read,
        IReadOnlyList<FormatError> errors, TableQuestion? question, Count count) where T : struct
    {
        if (question is not null) count.Asked++;
        for (int n = 0; n < truth.Count; n++)
        {
            if (Wrong(made, n, column)) CheckError(made, n, column, [.. errors.Where(e => e.Place!.Value.Row == made.FirstRow[n])], count);
            else if (read[n] is null && truth[n] is not null) Assert.True(question is not null, $"row {list.Rows[n].Number}, column "
                + $"{column}: lost in silence");
            else
            {
                Assert.Equal(truth[n], read[n]);
                count.Cells++;
            }
        }

        Assert.Equal(made.Errors.Count(e => e.Column == column), errors.Count);
    }

    private static bool Wrong(DirtyTable made, int row, int column) => made.Errors.Any(e => e.Row == row && e.Column == column);

    private static void CheckError(DirtyTable made, int row, int column, IReadOnlyList<FormatError> errors, Count count)
    {
        var error = Assert.Single(errors);
        Assert.Equal((made.FirstRow[row], column), (error.Place!.Value.Row, error.Place.Value.Column));
        Assert.Contains(s_ways, way => error.Text.Italian.Contains(way, StringComparison.OrdinalIgnoreCase));
        count.Errors++;
    }
}
