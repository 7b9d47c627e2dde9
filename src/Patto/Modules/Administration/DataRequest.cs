using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Patto.Authorities;
using Patto.Database;
using Patto.Localization;
using Patto.Modules.Administration.Contracts;
using Patto.People;

namespace Patto.Modules.Administration;

/// <summary>What a person asks about their own data, and by when they are answered: a copy, a correction, an objection, the erasure.
/// </summary>
public sealed class DataRequest : Entity<DataRequest>
{
    /// <summary>Days to answer; the law says one month (GDPR, art. 12, par. 3), which may be shorter.</summary>
    public const int Days = 30;
    /// <summary>Months that one extension adds, at most.</summary>
    public const int MoreMonths = 2;
    public const int Longest = DataRequestInfo.LongestText;

    private DataRequest() { }

    /// <param name="number">As people read it: <c>DATI-R0003</c>.</param>
    /// <param name="person">Who is answered; their contact stands with them.</param>
    /// <param name="account">Theirs, where they were signed in.</param>
    /// <param name="checkedBy">How somebody of the desk made sure who it is; empty: by the account or by a letter to the address.</param>
    public static DataRequest Ask(Id<Authority> authority, string number, DataRequestKind kind, string text, Id<Person> person,
        Guid? account, string checkedBy, DateTimeOffset now)
    {
        text = text.ReplaceLineEndings("\n").Trim();
        RuleViolation.UnlessAt("Text", text.Length > 0 || kind is not DataRequestKind.Correction, "data-request.text",
            "Scrivi che cosa è sbagliato e come è giusto.");
        RuleViolation.UnlessAt("Text", text.Length > 0 || kind is not DataRequestKind.Objection, "data-request.text",
            "Scrivi a quale uso ti opponi, e perché.");
        TextLength.Demand("Text", text, Longest, "data-request.text-long");
        var today = Texts.RomeDay(now);
        var asked = new DataRequest
        {
            Authority = authority,
            Number = number,
            Kind = kind,
            Text = text,
            Person = person,
            Account = account,
            CheckedBy = checkedBy.Trim(),
            At = now,
            Due = Earlier(today.AddDays(Days), today.AddMonths(1)),
        };
        asked.Raise(new DataRequested(asked.Id, kind, asked.CheckedBy.Length > 0));
        return asked;
    }

    public Id<Authority> Authority { get; private set; }
    public string Number { get; private set; } = "";
    public DataRequestKind Kind { get; private set; }
    /// <summary>In the words of whoever asks; empty where the kind says it all.</summary>
    public string Text { get; private set; } = "";
    /// <summary>Null once their data were erased.</summary>
    public Id<Person>? Person { get; private set; }
    public Guid? Account { get; private set; }
    public string CheckedBy { get; private set; } = "";
    public DateTimeOffset At { get; private set; }
    /// <summary>The last day to answer, included.</summary>
    public DateOnly Due { get; private set; }
    public DateTimeOffset? Extended { get; private set; }
    public string ExtendedWhy { get; private set; } = "";
    public DataRequestState State { get; private set; }
    /// <summary>What was done or why not, as it was written to the person.</summary>
    public string Answer { get; private set; } = "";
    public DateTimeOffset? Answered { get; private set; }

    public static Subject SubjectOf(Id<DataRequest> id) => Subject.Of("privacy-request", id);
    public Subject Subject => SubjectOf(Id);
    public bool IsOpen => State == DataRequestState.Open;
    public bool IsLate(DateOnly today) => IsOpen && Due < today;

    /// <summary>Once, before the term passes, with a reason that the person reads.</summary>
    internal void Extend(string why, DateTimeOffset now)
    {
        DemandOpen();
        RuleViolation.Unless(Extended is null, "data-request.extended", "Il termine è già stato prorogato: una seconda volta non si può.");
        var today = Texts.RomeDay(now);
        RuleViolation.Unless(today <= Due, "data-request.late",
            "Il termine è già passato: la proroga va detta prima. Rispondi adesso, e scrivi perché arrivi tardi.");
        RuleViolation.UnlessAt("Why", why.Trim().Length > 0, "data-request.why", "Scrivi perché serve più tempo: la persona lo legge.");
        TextLength.Demand("Why", why.Trim(), Longest, "data-request.why-long");
        (Extended, ExtendedWhy, Due) = (now, why.Trim(), Texts.RomeDay(At).AddMonths(1 + MoreMonths));
        Raise(new DataRequestExtended(Id, Due));
    }

    internal void Fulfil(string answer, DateTimeOffset now)
    {
        RuleViolation.UnlessAt("Answer", answer.Trim().Length > 0, "data-request.answer",
            "Scrivi che cosa hai fatto: la persona riceve queste parole.");
        Close(DataRequestState.Fulfilled, answer, "Answer", now);
    }

    internal void Refuse(string reason, DateTimeOffset now)
    {
        RuleViolation.UnlessAt("Reason", reason.Trim().Length > 0, "data-request.reason",
            "Scrivi perché non si può: la persona riceve queste parole.");
        Close(DataRequestState.Refused, reason, "Reason", now);
    }

    private void Close(DataRequestState state, string words, string field, DateTimeOffset now)
    {
        DemandOpen();
        words = words.ReplaceLineEndings("\n").Trim();
        TextLength.Demand(field, words, Longest, "data-request.answer-long");
        (State, Answer, Answered) = (state, words, now);
        Raise(new DataRequestAnswered(Id, Kind, state));
    }

    private void DemandOpen() => RuleViolation.Unless(IsOpen, "data-request.closed", "A questa richiesta è già stata data risposta.");

    /// <summary>Number, kind and days stay, to answer for having kept the term; who asked and what was said go.</summary>
    internal void Forget(DateTimeOffset now)
    {
        if (IsOpen)
        {
            (State, Answered) = (Kind == DataRequestKind.Erasure ? DataRequestState.Fulfilled : DataRequestState.Dropped, now);
            Raise(new DataRequestAnswered(Id, Kind, State));
        }
        (Person, Account, Text, CheckedBy, ExtendedWhy, Answer) = (null, null, "", "", "", "");
    }

    private static DateOnly Earlier(DateOnly one, DateOnly other) => one < other ? one : other;
}

internal static class DataRequestTables
{
    extension(AppDb db)
    {
        public DbSet<DataRequest> DataRequests => db.Set<DataRequest>();
    }
}

internal sealed class DataRequestMapping : IEntityTypeConfiguration<DataRequest>
{
    public void Configure(EntityTypeBuilder<DataRequest> builder)
    {
        builder.ToTable("DataRequests");
        builder.Ignore(r => r.Subject);
        builder.Ignore(r => r.IsOpen);
        builder.Property(r => r.Number).HasMaxLength(24);
        builder.Property(r => r.CheckedBy).HasMaxLength(300);
        builder.HasIndex(r => new { r.Authority, r.Number }).IsUnique();
        builder.HasIndex(r => new { r.Authority, r.State, r.Due });
        builder.HasIndex(r => r.Person);
        builder.HasIndex(r => r.Account);
    }
}
