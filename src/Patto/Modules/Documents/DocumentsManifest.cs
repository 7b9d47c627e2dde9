using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Grants;
using Patto.Modules.Documents.Contracts;
using Patto.Modules.Documents.Pages;
using Patto.People;
using Patto.Web;

namespace Patto.Modules.Documents;

internal sealed class DocumentsManifest : ModuleManifest
{
    public override IReadOnlyList<ProcessEntry> ProcessPages =>
        [new(90, "Documenti", DocumentUrls.All)];

    public override IReadOnlyList<CitizenAct> CitizenActs =>
    [
        new(typeof(AmendModel), nameof(AmendModel.OnPostAsync), Hold.On(typeof(ReceiptModel)),
            Hold.None("others may have read it and answered: it is taken back and asked anew"),
            Hold.On(typeof(ReceiptModel), nameof(ReceiptModel.OnPostAsync))) { States = [typeof(Reading), typeof(Answer)] },
        CitizenAct.KeepsNothing(typeof(AmendModel), nameof(AmendModel.OnPostPreview), "it shows the differences and keeps nothing"),
        new(typeof(ArticleModel), nameof(ArticleModel.OnPostAsync), Hold.On(typeof(CommentReceiptModel)),
            Hold.None("others may have read it: it is taken back and written anew"),
            Hold.On(typeof(CommentReceiptModel), nameof(CommentReceiptModel.OnPostAsync))) { States = [typeof(Reading)] },
    ];

    public override IReadOnlyList<Act> Acts =>
    [
        DocumentActs.Draft, DocumentActs.Publish, DocumentActs.Amend, DocumentActs.Comment, DocumentActs.Read, DocumentActs.Reply,
    ];

    public override IReadOnlyList<Type> Events =>
    [
        typeof(DocumentStarted), typeof(NodeRewritten), typeof(EditionPublished), typeof(ConsultationSet), typeof(AmendmentProposed),
        typeof(AmendmentRead), typeof(AmendmentAnswered), typeof(AmendmentWaitsAgain), typeof(AmendmentWithdrawn),
        typeof(CommentWritten), typeof(CommentRead), typeof(CommentWithdrawn), typeof(DocumentHandedOver),
        typeof(DocumentAdopted), typeof(ConsultationWithdrawn), typeof(ConsultationShortened), typeof(DocumentDiscarded),
        typeof(DocumentUnpublished), typeof(DocumentImported),
    ];

    public override IReadOnlyList<MenuEntry> Menu =>
    [
        new(MenuPlace.Main, 40, "Bozze e documenti", "/documenti", "documenti"),
        new(MenuPlace.FootParticipate, 30, "Bozze da leggere e commentare", "/documenti"),
    ];

    public override IReadOnlyList<DashboardSection> Sections =>
    [
        new(60, "Documenti", "doc", DocumentUrls.All),
    ];

    public override IReadOnlyList<Type> Exports =>
        [typeof(DocumentsTable), typeof(ArticlesTable), typeof(AmendmentsTable), typeof(CommentsTable)];

    public override IReadOnlyList<string> Findable => ["article"];

    public override GlossaryWord? Word => new("documento, edizione", ["Document", "Edition"],
        "a text by articles; an edition is frozen when it is published");

    public override IReadOnlyList<PersonalTable> Personal =>
    [
        new PersonalTable<Amendment>(new PersonalDatum("Firma e recapito di chi propone una modifica", "Rispondere a chi l'ha proposta",
            "Come il nome; la proposta resta, senza firma"))
        {
            Of = (db, who) =>
            {
                var ids = who.Ids<Person>();
                return db.Amendments.Where(a => a.Author != null && ids.Contains(a.Author.Value)
                    || a.By != null && who.Actors.Contains(a.By.Value));
            },
            Tell = a => [("Codice", a.Code), ("Testo voluto", a.NewText), ("Perché", a.Why), ("Firma", a.Signature), ("Quando", a.At),
            ("Risposta", a.Reasons)],
            Forget = (a, _) => a.ForgetAuthor(),
        },
        new PersonalTable<Comment>(new PersonalDatum("Firma e recapito di chi commenta una bozza", "Rispondere a chi ha commentato",
        "Come il nome; il commento resta, senza firma"))
        {
            Of = (db, who) =>
                { var ids = who.Ids<Person>(); return db.Comments.Where(c => c.Author != null && ids.Contains(c.Author.Value)); },
            Tell = c => [("Codice", c.Code), ("Testo", c.Text), ("Firma", c.Signature), ("Quando", c.At),
                ("Perché non è pubblico", c.HiddenWhy)],
            Forget = (c, _) => c.ForgetAuthor(),
        },
        new PersonalTable<NodeVersion>(new PersonalDatum("Chi ha scritto una versione di un testo", "Rispondere di ciò che si fa",
        PersonalDatum.Unnamed))
        {
            Of = (db, who) => db.Set<NodeVersion>().Where(v => v.By != null && who.Actors.Contains(v.By.Value)),
            Tell = v => [("Testo", v.Text), ("Quando", v.At)],
            ErasedWith = "AspNetUsers",
        },
    ];
}
