using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Patto.Grants;
using Patto.Modules.Contributions.Contracts;
using Patto.Provenance;

namespace Patto.Modules.Contributions.Pages;

[Caching.PublicCache]
public sealed class ShowModel(SimilarVoices similar, ThreadTrees trees) : VoicePage
{
    [FromRoute(Name = "code")] public string Typed { get; set; } = "";
    public string Code => Typed.ToUpperInvariant();

    /// <summary>Null when it was public once and then withdrawn.</summary>
    public Voice? Voice { get; private set; }
    /// <summary>What everybody read before it was put right.</summary>
    /// <summary>Why it is not read for now; null where it is in no pause.</summary>
    public string? PauseWhy { get; private set; }
    public IReadOnlyList<FormerText> Former { get; private set; } = [];
    /// <summary>It was said, and somebody typed it.</summary>
    public bool IsTranscript { get; private set; }
    /// <summary>Somebody of the staff looks at a voice in another language.</summary>
    public bool MayTranslate { get; private set; }
    public IReadOnlyList<Voice> Similar { get; private set; } = [];
    /// <summary>What came of it; null once it was withdrawn.</summary>
    public ThreadTree? Tree { get; private set; }
    /// <summary>What its files hang on.</summary>
    public Subject Itself { get; private set; }

    protected override async Task<bool> FindHereAsync(CancellationToken cancel)
    {
        var code = (RouteData.Values["code"] as string ?? "").ToUpperInvariant();
        // A code that is not public yet answers as an unknown one.
        var known = Db.Contributions.AsNoTracking().Where(c => c.Process == Process.Id && c.Code == code && c.PublishedAt != null);
        if (!await known.AnyAsync(cancel)) return false;
        Itself = Subject.Of(VoiceFiles.Kind, await known.Select(c => c.Id).SingleAsync(cancel));
        if (await known.Where(c => c.IsPublic).Select(c => new { c.Corrected, c.IsRecorded }).SingleOrDefaultAsync(cancel) is { } typed)
            (Former, IsTranscript) = ([.. (typed.Corrected ?? []).Where(f => f.Public is not null)], typed.IsRecorded);
        PauseWhy = await known.Where(c => c.Paused != null).Select(c => c.PauseWhy).SingleOrDefaultAsync(cancel);
        Voice = await known.Where(c => c.IsPublic).Voices().SingleOrDefaultAsync(cancel);
        MayTranslate = CurrentUser.IsSignedIn && Voice is { Language: not Contribution.Italian }
            && await MayAsync(ContributionActs.Translate);
        return await base.FindHereAsync(cancel);
    }

    public async Task OnGetAsync(CancellationToken cancel)
    {
        if (Voice is not null) Tree = await trees.DrawAsync([Itself], Reader.Anybody, whole: false, cancel);
        if (Voice is { } voice) Similar = await similar.ToAsync(Process.Id, voice.Text, voice.Code, cancel);
        await KnowQuestionsAsync(Similar.Append(Voice).Any(v => v is { Answers.Count: > 0 }), cancel);
    }
}
