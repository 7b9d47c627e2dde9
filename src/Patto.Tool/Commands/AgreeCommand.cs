using System.CommandLine;
using Deliberation.Formats;
using Deliberation.Statistics;
using Patto.Tool.Cli;
using static Patto.Tool.Cli.Language;

namespace Patto.Tool.Commands;

/// <summary><c>patto agree</c>: do people who code the same passages agree?</summary>
internal static class AgreeCommand
{
    public static Command Create()
    {
        var codings = new Argument<FileInfo>("codings")
        {
            Description = Say(
                "CSV unit,coder,code: il brano, chi l'ha letto, che cosa ci ha trovato.",
                "CSV unit,coder,code: the passage, who read it, what was found."),
        };
        var level = new Option<string>("--level")
        {
            Description = Say(
                "Che cosa sono i codici: nomi, ranghi, differenze, proporzioni.",
                "What the codes are: names, ranks, differences, proportions."),
            DefaultValueFactory = _ => "nominal",
        }.AcceptOnlyFromAmong("nominal", "ordinal", "interval", "ratio");
        return new Command("agree", Say(
            "Misura l'accordo fra chi classifica gli stessi brani (alfa di Krippendorff).",
            "Measures the agreement of those who code the same passages (Krippendorff's alpha).")) { codings, level }
            .Answers(session =>
            {
                var meaning = Enum.Parse<MeasurementLevel>(session.Words.GetValue(level)!, ignoreCase: true);
                var agreement = session.Read(session.Words.GetValue(codings)!, reader => TextsCodingsReader.Read(reader)
                    .Agreement(meaning));
                return new Answer(agreement.Explanation.ToString(), agreement);
            });
    }
}
