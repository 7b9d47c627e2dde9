using System.Text.RegularExpressions;
using Deliberation.Formats;
using Deliberation.Formats.Tables;
using Patto.People;

namespace Patto.Web.Imports;

/// <summary>What to do with cells that have two readings, once somebody has said it.</summary>
public enum DoubtAnswer { Offered, AsTyped, Blank }

/// <summary>The one contact that cells of a row give of a person; of several, and of what may have lost its beginning, it is asked.</summary>
internal static partial class ContactCells
{
    /// <param name="cells">The cells of a row that may hold one, blank ones left out.</param>
    /// <param name="doubtful">What was answered; null to ask.</param>
    /// <param name="errors">Where what is no contact is told.</param>
    /// <param name="questions">Where what is asked goes, answered or not.</param>
    public static (Channel Channel, string Address) Read(IReadOnlyList<TableCell> cells, DoubtAnswer? doubtful, List<FormatError> errors,
        List<TableQuestion> questions)
    {
        List<(Channel Channel, string Address)> found = [];
        foreach (var cell in cells)
        {
            var (phones, mails) = Parted(cell);
            if (!mails.IsBlank) Take(mails, MailAddresses.In(mails), one => one, Channel.Email);
            if (!phones.IsBlank) Take(phones, PhoneNumbers.In(phones),
                one => one.Extension is { } inner ? $"{one.Text} int. {inner}" : one.Text, Channel.Phone);
        }
        if (found.Count < 2) return found.Count == 1 ? found[0] : (Channel.None, "");
        questions.Add(new(QuestionKind.Contact, cells[0].Place,
            new($"ci sono {found.Count} recapiti: quale tieni?", $"there are {found.Count} contacts: which one do you keep?"),
            [.. found.Take(2).Select(one => new TableChoice(one.Address, new(one.Address, one.Address))), new("leave", new("nessuno",
                "none"))]));
        return doubtful switch
        {
            DoubtAnswer.Offered => found[0],
            DoubtAnswer.AsTyped => found[1],
            _ => (Channel.None, ""),
        };

        void Take<T>(TableCell cell, ContactsFound<T> read, Func<T, string> said, Channel channel)
        {
            errors.AddRange(read.Errors);
            foreach (var one in read.Values) Add(cell, channel, said(one));
            foreach (var question in read.Questions)
            {
                questions.Add(question);
                if (doubtful is DoubtAnswer.Offered) Add(cell, channel, question.Choices[0].Key);
                else if (doubtful is DoubtAnswer.AsTyped && question.Choices.Length > 2) Add(cell, channel, question.Choices[1].Key);
            }
        }

        // What a person's contact must be is said by its own reader; the cell says where.
        void Add(TableCell cell, Channel channel, string address)
        {
            if (channel == Channel.Email ? EmailAddress.TryRead(address, out var read, out _)
                : PhoneNumber.TryRead(address, out read, out _))
            {
                if (found.All(f => f.Address != read)) found.Add((channel, read));
            }
            else errors.Add(cell.Wrong($"«{cell.Trimmed}» non è un recapito: scrivi un'e-mail o un telefono, o lascia vuoto.",
                $"“{cell.Trimmed}” is no contact: write an e-mail address or a telephone number, or leave it blank."));
        }
    }

    // One cell may hold an address and a number; without a sign of an address all of it is read as numbers.
    private static (TableCell Phones, TableCell Mails) Parted(TableCell cell)
    {
        var parts = Between().Split(cell.Text);
        var isMail = parts.Any(part => part.Any(c => c is '@' or '(' or '[' or '{') && !IsNumber(part));
        return isMail ? (cell with { Text = string.Join("; ", parts.Where(IsNumber)) },
            cell with { Text = string.Join("; ", parts.Where(part => !IsNumber(part))) }) : (cell, cell with { Text = "" });
    }

    private static bool IsNumber(string part) => part.Any(char.IsDigit) && !part.Any(c => c is '@' || char.IsLetter(c));

    [GeneratedRegex(@"[;\n]|\s/\s|\s-\s|,\s|\s(?:e|o|oppure)\s", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Between();
}
