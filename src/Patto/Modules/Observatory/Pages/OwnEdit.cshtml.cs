using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Patto.Grants;
using Patto.Modules.Observatory.Contracts;
using Patto.Modules.Processes.Contracts;
using Patto.Web;
using Patto.Web.Ui;

namespace Patto.Modules.Observatory.Pages;

/// <summary>The fields of the record that no data of the process can say.</summary>
public sealed class OwnEditModel(RecordBook book) : ProcessPage
{
    public override Act Demands => RecordActs.Write;

    /// <summary>In the order of <see cref="OwnRecord.ByHand"/>.</summary>
    [BindProperty, StringLength(4000)] public List<string?> Texts { get; set; } = [];

    public static IReadOnlyList<FieldDefinition> Fields { get; } = [.. OwnRecord.ByHand.Select(c => RecordSchema.Coded(c)!)];

    private IReadOnlyDictionary<string, string> _written = new Dictionary<string, string>();

    protected override async Task<bool> FindHereAsync(CancellationToken cancel)
    {
        _written = await book.ByHandAsync(Process.Id, cancel);
        return true;
    }

    protected internal override void Fill() => Texts = [.. Fields.Select(f => _written.GetValueOrDefault(f.Code))];

    public void OnGet() { }

    public async Task<IActionResult> OnPostAsync()
    {
        while (Texts.Count < Fields.Count) Texts.Add(null);
        if (!ModelState.IsValid) return Page();
        return await ActAsync(async write =>
        {
            var record = await write.Db.ManualEntry.SingleOrDefaultAsync(h => h.Process == Process.Id);
            if (record is null) write.Db.Add(record = ManualEntry.Of(Process.Id));
            record.Write(Fields.Select((f, i) => (f.Code, Text: Texts[i] ?? "")).Where(t => t.Text.Length > 0)
                .ToDictionary(t => t.Code, t => t.Text));
            return RecordUrls.Own(Process.Slug);
        }, L["Scheda salvata."]);
    }
}
