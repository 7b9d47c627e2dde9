using Patto.Authorities;
using Patto.Modules.Pacts;
using Patto.Modules.Processes;
using Patto.Modules.Processes.Contracts;

namespace Patto.Tests.Pacts;

/// <summary>What holds of a pact whatever page it is acted on: who may sign, what is not rewritten, what needs a reason.</summary>
public sealed class PactRuleTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    private static readonly DateOnly Today = new(2026, 3, 2);
    private static readonly ProcessInfo Process = new(Id<Process>.New(), Id<Authority>.New(), "LWF", "lwf", "Laboratorio", "", true, false);

    private readonly Pact _pact;
    private readonly List<Signatory> _signatories;
    private readonly Commitment _rides;

    public PactRuleTests()
    {
        _pact = Pact.Write(Process, new(PactKind.Welfare, "Patto per il trasporto", "Nessuno rinunci a una visita."), Now);
        _signatories = [Who("Pubblica Assistenza"), Who("Comitato di Valle"), Who("Polisportiva")];
        _rides = Promise("Due mezzi, quattro pomeriggi", _signatories[0]);
    }

    private Signatory Who(string name, SignatoryKind kind = SignatoryKind.Body) => Signatory.Of(_pact, new(kind, name), Now);

    private Commitment Promise(string what, params Signatory[] keepers) => Commitment.Promise(_pact, "LWF-K0001",
        new(what, "chi non guida", [.. keepers.Select(k => k.Id.Value)], Today.AddDays(30), "le corse, dal registro", "due mezzi"),
        _signatories, Now);

    private void Open() => _pact.Open(_signatories, [_rides], null, Now);

    private static void Sign(Pact pact, params Signatory[] who)
    {
        foreach (var one in who) one.Sign(pact, SigningWay.Paper, Today, "Ada Neri", "presidente", Now);
    }

    private void PutInForce()
    {
        Open();
        Sign(_pact, _signatories[0], _signatories[1]);
        _pact.TakeForce(Today, _signatories, Now);
    }

    private static string Broken(Action act) => Assert.Throws<RuleViolation>(act).Code;

    [Fact]
    public void A_pact_is_opened_once_with_two_who_sign_and_a_commitment()
    {
        Assert.Equal("pact.signatories", Broken(() => _pact.Open(_signatories[..1], [_rides], null, Now)));
        Assert.Equal("pact.commitments", Broken(() => _pact.Open(_signatories, [], null, Now)));
        Open();
        Assert.Equal((PactState.Open, Now), (_pact.State, _pact.Opened));
        Assert.Equal("pact.is-open", Broken(Open));
    }

    [Fact]
    public void A_linked_text_is_signed_in_its_published_edition()
    {
        _pact.Describe(new(PactKind.Founding, "Patto", "A che serve", Id<Patto.Modules.Documents.Document>.New()));
        Assert.Equal("pact.text", Broken(() => _pact.Open(_signatories, [_rides], 0, Now)));
        _pact.Open(_signatories, [_rides], 2, Now);
        Assert.Equal(2, _pact.Edition);
    }

    [Fact]
    public void What_is_put_to_signing_is_not_rewritten_and_not_thrown_away()
    {
        Open();
        Assert.Equal("pact.open", Broken(() => _pact.Describe(new(PactKind.Welfare, "Altro", "Altro"))));
        Assert.Equal("pact.discard", Broken(_pact.Discard));
        // Until somebody signs it, a commitment may still be put right.
        _rides.Describe(new("Tre mezzi", "", [_signatories[0].Id.Value], null, "le corse", ""), _signatories);
        Sign(_pact, _signatories[0]);
        Assert.Equal("commitment.signed", Broken(() => _rides.Describe(new("Un mezzo", "", [_signatories[0].Id.Value], null, "x", ""),
            _signatories)));
        Assert.Equal("commitment.signed", Broken(() => _rides.Remove(_signatories)));
        Assert.Equal("signatory.remove", Broken(_signatories[0].Remove));
        Assert.Equal("Tre mezzi", _rides.What);
    }

    [Fact]
    public void It_takes_two_signatures_and_a_day_that_has_come()
    {
        Assert.Equal("pact.draft", Broken(() => _pact.TakeForce(Today, _signatories, Now)));
        Open();
        Sign(_pact, _signatories[0]);
        Assert.Equal("pact.signatures", Broken(() => _pact.TakeForce(Today, _signatories, Now)));
        Sign(_pact, _signatories[1]);
        Assert.Equal("pact.since", Broken(() => _pact.TakeForce(null, _signatories, Now)));
        Assert.Equal("pact.since-future", Broken(() => _pact.TakeForce(Today.AddDays(1), _signatories, Now)));
        _pact.TakeForce(Today, _signatories, Now);
        Assert.Equal((Today, Today.AddYears(1)), (_pact.Since, _pact.Review));
        Assert.Equal("pact.in-force", Broken(() => _pact.TakeForce(Today, _signatories, Now)));
    }

    [Fact]
    public void A_formal_agreement_has_number_and_day_in_the_register()
    {
        _pact.Describe(new(PactKind.FormalAgreement, "Accordo formale", "Si coopera alla realizzazione delle proposte."));
        Open();
        Sign(_pact, _signatories[0], _signatories[1]);
        Assert.Equal("pact.needs-protocol", Broken(() => _pact.TakeForce(Today, _signatories, Now)));
        Assert.Equal("pact.protocol-day", Broken(() => _pact.Register("123/2026", null, Now)));
        Assert.Equal("pact.protocol", Broken(() => _pact.Register("", Today, Now)));
        Assert.Equal("pact.protocol-future", Broken(() => _pact.Register("123/2026", Today.AddDays(1), Now)));
        _pact.Register("123/2026", Today, Now);
        _pact.TakeForce(Today, _signatories, Now);
        Assert.Equal("pact.protocol-needed", Broken(() => _pact.Register("", null, Now)));
    }

    [Fact]
    public void Who_signs_says_who_they_are_once_and_only_what_is_open()
    {
        Assert.Equal("signatory.draft", Broken(() => Sign(_pact, _signatories[0])));
        Open();
        var one = _signatories[0];
        Assert.Equal("signatory.delegate", Broken(() => one.Sign(_pact, SigningWay.Link, Today, " ", "presidente", Now)));
        Assert.Equal("signatory.role", Broken(() => one.Sign(_pact, SigningWay.Link, Today, "Ada", "", Now)));
        Assert.Equal("signatory.day-future", Broken(() => one.Sign(_pact, SigningWay.Paper, Today.AddDays(1), "Ada", "presidente", Now)));
        Assert.Equal("signatory.other-pact", Broken(() => one.Sign(Pact.Write(Process, new(PactKind.Welfare, "x", "y"), Now),
            SigningWay.Link, Today, "Ada", "presidente", Now)));
        one.Decline("Il direttivo si riunisce in aprile.", Now);
        Assert.False(one.IsMissing);
        Sign(_pact, one);
        Assert.Equal((true, null, ""), (one.Holds, one.Declined, one.DeclinedWhy));
        Assert.Equal("signatory.signed", Broken(() => Sign(_pact, one)));
        Assert.Equal("signatory.declines-late", Broken(() => one.Decline("no", Now)));
        Assert.Equal("signatory.signed-name", Broken(() => one.Describe(new(SignatoryKind.Body, "Un altro nome"))));
    }

    [Fact]
    public void A_person_signs_for_themselves_and_is_named_only_where_they_want()
    {
        var ada = Who("Ada Neri", SignatoryKind.Citizen);
        Open();
        ada.Sign(_pact, SigningWay.Link, Today, "", "", Now);
        Assert.Equal("", ada.PublicName);
        ada.Describe(new(SignatoryKind.Citizen, "Ada Neri", IsNamed: true));
        Assert.Equal("Ada Neri", ada.PublicName);
        ada.Forget();
        Assert.Equal(("", "", true), (ada.Name, ada.PublicName, ada.Holds));
    }

    [Fact]
    public void Who_withdraws_has_signed_and_says_when_and_why()
    {
        PutInForce();
        Assert.Equal("signatory.not-signed", Broken(() => _signatories[2].Withdraw(Today, "x", Now)));
        Assert.Equal("signatory.withdrawn-why", Broken(() => _signatories[0].Withdraw(Today, " ", Now)));
        Assert.Equal("signatory.withdrawn-when", Broken(() => _signatories[0].Withdraw(Today.AddDays(-1), "x", Now)));
        _signatories[0].Withdraw(Today, "Il mezzo è rotto.", Now);
        Assert.False(_signatories[0].Holds);
        Assert.Equal("signatory.gone", Broken(() => _signatories[0].Withdraw(Today, "x", Now)));
        Assert.Equal("commitment.not-signed", Broken(() => _rides.Tell(_pact, CommitmentState.UnderWay, "", "", null, _signatories[0],
            Now)));
    }

    [Fact]
    public void A_commitment_is_kept_by_who_is_still_to_sign_this_pact()
    {
        Assert.Equal("commitment.keepers", Broken(() => Promise("Panchine")));
        var stranger = Signatory.Of(Pact.Write(Process, new(PactKind.Welfare, "x", "y"), Now), new(SignatoryKind.Body, "Altri"), Now);
        Assert.Equal("commitment.stranger", Broken(() => Promise("Panchine", stranger)));
        PutInForce();
        Assert.Equal("commitment.keeper-signed", Broken(() => Promise("Panchine", _signatories[0])));
        // Who comes later brings a commitment of their own.
        Assert.Equal(CommitmentState.ToBegin, Promise("Il sabato sera", _signatories[2]).State);
    }

    [Fact]
    public void How_far_it_has_come_is_told_with_proof_or_reason_and_the_history_stays()
    {
        Open();
        Sign(_pact, _signatories[0], _signatories[1]);
        Assert.Equal("commitment.not-in-force", Broken(() => Tell(CommitmentState.UnderWay, "")));
        _pact.TakeForce(Today, _signatories, Now);
        Assert.Equal("commitment.not-yours", Broken(() => _rides.Tell(_pact, CommitmentState.Kept, "x", "", null, _signatories[1], Now)));
        foreach (var state in new[] { CommitmentState.Kept, CommitmentState.NotKept, CommitmentState.Changed })
            Assert.Equal("commitment.words", Broken(() => Tell(state, " ")));
        Assert.Equal("commitment.link", Broken(() => _rides.Tell(_pact, CommitmentState.Kept, "34 corse", "javascript:x", null, null,
            Now)));
        Assert.Equal("commitment.due", Broken(() => _rides.Tell(_pact, CommitmentState.UnderWay, "", "", Today.AddDays(60), null, Now)));
        Assert.Equal("commitment.due-past", Broken(() => _rides.Tell(_pact, CommitmentState.Changed, "x", "", Today.AddDays(-1), null,
            Now)));
        Tell(CommitmentState.UnderWay, "");
        _rides.Remind(false, Now);
        _rides.Tell(_pact, CommitmentState.Changed, "Serve un mese in più.", "", Today.AddDays(60), _signatories[0], Now);
        Assert.Equal((Today.AddDays(60), (DateTimeOffset?)null), (_rides.Due, _rides.RemindedBefore));
        Tell(CommitmentState.Kept, "60 corse.");
        Assert.Equal([CommitmentState.UnderWay, CommitmentState.Changed, CommitmentState.Kept], _rides.Updates.Select(u => u.State));
        Assert.Equal([null, _signatories[0].Id.Value, null], _rides.Updates.Select(u => u.By));

        void Tell(CommitmentState state, string words) => _rides.Tell(_pact, state, words, "", null, null, Now);
    }

    [Fact]
    public void What_is_late_is_what_still_runs_after_its_day()
    {
        PutInForce();
        Assert.False(_rides.IsLate(Today.AddDays(30)));
        Assert.True(_rides.IsLate(Today.AddDays(31)));
        _rides.Tell(_pact, CommitmentState.NotKept, "Il mezzo è rotto.", "", null, null, Now);
        Assert.False(_rides.IsLate(Today.AddDays(31)));
    }

    [Fact]
    public void It_is_looked_over_every_year_and_the_next_time_follows()
    {
        Assert.Equal("pact.not-in-force", Broken(() => _pact.LookOver(Today, "x", Now)));
        PutInForce();
        Assert.Equal("pact.review-words", Broken(() => _pact.LookOver(Today, " ", Now)));
        Assert.Equal("pact.review-when", Broken(() => _pact.LookOver(Today.AddDays(1), "x", Now)));
        _pact.RemindOfReview(Now);
        var later = Now.AddYears(1);
        _pact.LookOver(Today.AddYears(1), "Si rinnova.", later);
        Assert.Equal((Today.AddYears(2), (DateTimeOffset?)null), (_pact.Review, _pact.ReviewReminded));
    }

    [Fact]
    public void A_link_of_the_letter_dies_with_the_address_it_went_to()
    {
        var one = Who("Pubblica Assistenza");
        one.Describe(new(SignatoryKind.Body, "Pubblica Assistenza", Mail: "pa@esempio.it"));
        var round = one.Round;
        one.Describe(new(SignatoryKind.Body, "Pubblica Assistenza", Mail: "pa@esempio.it", Role: "presidente"));
        Assert.Equal(round, one.Round);
        one.Describe(new(SignatoryKind.Body, "Pubblica Assistenza", Mail: "altra@esempio.it"));
        Assert.NotEqual(round, one.Round);
        Assert.Equal("email.at", Broken(() => one.Describe(new(SignatoryKind.Body, "Pubblica Assistenza", Mail: "niente"))));
    }
}
