using System.CommandLine;
using System.Security.Cryptography;
using System.Text;
using Deliberation;
using Deliberation.Formats;
using Deliberation.Proof;
using Patto.Tool.Cli;
using static Patto.Tool.Cli.Language;

namespace Patto.Tool.Commands;

/// <summary><c>patto verify</c>: checks a proof against what the reader trusts: a root, a key, or the list itself.</summary>
internal static class VerifyCommand
{
    public static Command Create()
    {
        var proof = new Option<FileInfo>("--proof")
        {
            Required = true,
            Description = Say("La prova scritta da «patto prove».", "The proof written by “patto prove”.")
        };
        var text = new Option<string?>("--text")
        {
            Description = Say("La voce che deve esserci, parola per parola.",
            "The entry that must be in the list, word for word.")
        };
        var root = new Option<string?>("--root")
        {
            Description = Say("La radice di cui ti fidi (64 cifre esadecimali).",
            "The root that you trust (64 hexadecimal digits).")
        };
        var key = new Option<FileInfo?>("--key")
        {
            Description = Say("La chiave pubblica (PEM) di chi tiene l'elenco.",
            "The public key (PEM) of the list's keeper.")
        };
        var log = new Option<FileInfo?>("--log")
        {
            Description = Say("L'elenco intero, per ricalcolare tutto.",
            "The whole list, to recompute everything.")
        };
        var command = new Command("verify", Say("Verifica una prova; esce con 0 se regge e 1 se non regge.",
            "Checks a proof; exits with 0 when it holds and 1 when not.")) { proof, text, root, key, log };
        return command.Answers(session =>
        {
            ProofFile file = session.Read(session.Words.GetRequiredValue(proof), ProofFile.Read);
            var checks = new List<Check> { new(file.HoldsTogether, new("la prova è coerente", "the proof is coherent")) };
            if (session.Words.GetValue(text) is { } entry) checks.Add(IsIn(file, entry));
            if (session.Words.GetValue(root) is { } trusted)
                checks.Add(new(string.Equals(Convert.ToHexString(file.Root.AsSpan()), trusted.Trim(), StringComparison.OrdinalIgnoreCase),
                    new("la radice è quella di cui ti fidi", "the root is the one you trust")));
            if (session.Words.GetValue(key) is { } pem) checks.Add(Signed(file, session.Read(pem, Keys.Read)));
            if (session.Words.GetValue(log) is { } list) checks.Add(SameList(file,
                session.Read(list, reader => ProveCommand.Lines(reader, session.Cancel))));
            return Tell(checks);
        });
    }

    private static Check IsIn(ProofFile file, string entry) => new(
        file.Inclusion is { } inclusion && inclusion.Holds(Encoding.UTF8.GetBytes(entry), file.Root.AsSpan()),
        new("la voce è nell'elenco, al posto indicato", "the entry is in the list, at the place stated"));

    private static Check Signed(ProofFile file, ECDsa key)
    {
        using (key)
            return new(file.Head is { } head && head.Holds(key),
                new("lo stato è firmato con questa chiave", "the state is signed with this key"));
    }

    private static Check SameList(ProofFile file, MerkleLog list) => new(
        list.Count >= file.Size && list.Root(file.Size).SequenceEqual(file.Root),
        new("l'elenco dato ha questa radice", "the given list has this root"));

    private static Answer Tell(List<Check> checks)
    {
        bool holds = checks.TrueForAll(check => check.Holds);
        string lines = string.Concat(checks.Select(check => $"{(check.Holds ? Say("sì", "yes") : "NO")}  {check.What}\n"));
        string trust = checks.Count > 1 ? "" : Say(
            "Attenzione: senza --root, --key o --log la prova dice solo di essere coerente con se stessa.\n",
            "Mind: without --root, --key or --log the proof only says that it agrees with itself.\n");
        return new Answer(
            (holds ? Say("REGGE\n", "HOLDS\n") : Say("NON REGGE\n", "DOES NOT HOLD\n")) + lines + trust,
            new { holds, checks = checks.Select(check => new { what = check.What.ToString(), holds = check.Holds }) },
            holds ? ExitCode.Done : ExitCode.DoesNotHold);
    }

    private sealed record Check(bool Holds, Bilingual What);
}
