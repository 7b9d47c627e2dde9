using Patto.Authorities;
using Patto.Database;
using Patto.Modules.Reports.Contracts;

namespace Patto.Modules.Reports;

/// <summary>What somebody of the table says of an edition; the last word counts, one for each seat.</summary>
[Content("final-document-voice", "edition", "answer", "words")]
public sealed class TableVoice : Entity<TableVoice>
{
    private TableVoice() { }

    internal static TableVoice Of(Report report, Guid account, Guid seat, string interest, DateTimeOffset now) => new()
    {
        Authority = report.Authority,
        Report = report.Id,
        Edition = report.Edition,
        Account = account,
        Seat = seat,
        Interest = interest,
        At = now,
    };

    public Id<Authority> Authority { get; private set; }
    public Id<Report> Report { get; private set; }
    public int Edition { get; private set; }
    public Guid Account { get; private set; }
    /// <summary>Whom they sit for; their own account where they have no seat.</summary>
    public Guid Seat { get; private set; }
    public string Interest { get; private set; } = "";
    public TableAnswer Answer { get; private set; }
    public string Words { get; private set; } = "";
    public DateTimeOffset At { get; private set; }

    internal void Say(Report report, TableAnswer answer, string words, DateTimeOffset now)
    {
        RuleViolation.Unless(report.State == ReportState.AtTheTable && report.Edition == Edition, "report.not-at-table",
            "Il documento non è più al Tavolo: il suo esito è registrato, o chi lo scrive l'ha ripreso.");
        words = words.ReplaceLineEndings("\n").Trim();
        RuleViolation.UnlessAt("Words", answer == TableAnswer.Yes || words.Length > 0, "report.voice-words",
            answer == TableAnswer.No ? "Scrivi perché no." : "Scrivi qual è la riserva.");
        TextLength.Demand("Words", words, Reports.Report.LongestWords, "report.voice-long");
        (Answer, Words, At) = (answer, words, now);
        Raise(new TableAnswered(Id, Report, report.ProcessSubject, answer));
    }
}
