using System.Text;
using Microsoft.AspNetCore.Mvc;
using Patto.Caching;

namespace Patto.Web;

/// <summary>How many browsers listen to this node at once: whoever comes too many is asked to come back, and their page renews itself by
/// the clock.</summary>
public sealed class OpenStreams
{
    private int _open;

    /// <summary>A room of five hundred four times over.</summary>
    public int Most { get; set; } = 2_000;

    public bool TryEnter()
    {
        if (Interlocked.Increment(ref _open) <= Most) return true;
        Leave();
        return false;
    }

    public void Leave() => Interlocked.Decrement(ref _open);
}

/// <summary>Tells a browser, for as long as it listens, that something of the town has changed: server-sent events that say that, and
/// nothing of what. The page then asks for its part again, by its own rights. What other nodes change is heard through the database
/// (<see cref="CacheGenerations"/>); no connection to it is held meanwhile.</summary>
public sealed class ChangeStream(Guid authority) : IActionResult
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(250), Alive = TimeSpan.FromSeconds(15),
        Unheard = TimeSpan.FromSeconds(5);

    public async Task ExecuteResultAsync(ActionContext context)
    {
        var (http, services) = (context.HttpContext, context.HttpContext.RequestServices);
        var (generations, open) = (services.GetRequiredService<CacheGenerations>(), services.GetRequiredService<OpenStreams>());
        if (!open.TryEnter())
        {
            (http.Response.StatusCode, http.Response.Headers.RetryAfter) = (StatusCodes.Status429TooManyRequests, "30");
            return;
        }
        using var over = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted,
            services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping);
        http.Response.ContentType = "text/event-stream";
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers["X-Accel-Buffering"] = "no"; // nginx would keep it until there is more
        try { await TellAsync(http, generations, over.Token); }
        catch (OperationCanceledException) { /* nobody listens any more, or the program stops: the browser comes back by itself */ }
        finally { open.Leave(); }
    }

    // What was missed between the page and its stream, or while the line was cut, is told at once.
    private async Task TellAsync(HttpContext http, CacheGenerations generations, CancellationToken over)
    {
        var told = http.Request.Headers["Last-Event-ID"].ToString();
        await SendAsync(http, "retry: 2000\n\n", over);
        for (var silent = TimeSpan.Zero; ; silent += Look)
        {
            var now = generations.Of(authority);
            if (now != told || !generations.IsTrusted && silent >= Unheard)
            {
                await SendAsync(http, $"id: {now}\ndata: {now}\n\n", over);
                (told, silent) = (now, TimeSpan.Zero);
            }
            else if (silent >= Alive)
            {
                await SendAsync(http, ":\n\n", over);
                silent = TimeSpan.Zero;
            }
            await Task.Delay(Look, over);
        }
    }

    private static async Task SendAsync(HttpContext http, string text, CancellationToken over)
    {
        await http.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(text), over);
        await http.Response.Body.FlushAsync(over);
    }
}
