using System.Diagnostics;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Patto.Database;

namespace Patto.Tests;

/// <summary>Refuses what is sent with the header <see cref="Header"/>: instead of the handler, when the page has found what it needs and
/// the gate has let through, or at the end of the act, when all was done but the commit.</summary>
internal static class Refusing
{
    public const string Header = "x-refuse", Handler = "handler", Silently = "silently", Commit = "commit", Reached = "x-reached",
        Words = "Così non si può: è una prova.";

    public static void In(IServiceCollection services)
    {
        services.AddHttpContextAccessor();
        services.AddHostedService<InsteadOfTheHandler>();
        services.ConfigureDbContext<SqliteDb>((s, o) => o.AddInterceptors(new AtTheEnd(s.GetRequiredService<IHttpContextAccessor>())));
        services.ConfigureDbContext<PostgresDb>((s, o) => o.AddInterceptors(new AtTheEnd(s.GetRequiredService<IHttpContextAccessor>())));
    }

    private static void RefuseIf(HttpContext? http, string where)
    {
        if (http?.Request.Headers[Header].ToString() == where) throw new RuleViolation("test.refused", Words);
    }

    // The framework tells that it is about to run a handler, after every filter and so after the gate; whoever listens may break it off.
    private sealed class InsteadOfTheHandler(DiagnosticListener mvc) : IHostedService, IObserver<KeyValuePair<string, object?>>
    {
        private IDisposable? _heard;

        public Task StartAsync(CancellationToken cancellationToken)
        {
            _heard = mvc.Subscribe(this, (name, _, _) => name == BeforeHandlerMethodEventData.EventName);
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken)
        {
            _heard?.Dispose();
            return Task.CompletedTask;
        }

        public void OnNext(KeyValuePair<string, object?> value)
        {
            // Whoever else listens (traces) makes the source tell us more than was asked for.
            if (value.Value is not BeforeHandlerMethodEventData before) return;
            var http = before.ActionContext.HttpContext;
            // The page that tells of a refusal has a handler too.
            if (http.Features.Get<IStatusCodeReExecuteFeature>() is not null) return;
            if (http.Request.Headers[Header].ToString() == Silently) http.Response.Headers[Reached] = "true";
            RefuseIf(http, Handler);
            RefuseIf(http, Silently);
        }

        public void OnError(Exception error) { }
        public void OnCompleted() { }
    }

    private sealed class AtTheEnd(IHttpContextAccessor http) : SaveChangesInterceptor
    {
        public override ValueTask<InterceptionResult<int>> SavingChangesAsync(DbContextEventData eventData, InterceptionResult<int> result,
            CancellationToken cancellationToken = default)
        {
            RefuseIf(http.HttpContext, Commit);
            return base.SavingChangesAsync(eventData, result, cancellationToken);
        }
    }
}
