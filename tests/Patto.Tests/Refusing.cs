using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Patto.Database;

namespace Patto.Tests;

/// <summary>Refuses what is sent with the header <see cref="Header"/>: instead of the handler, when the page has found what it needs and the gate has
/// let through, or at the end of the act, when all was done but the commit.</summary>
internal static class Refusing
{
    public const string Header = "x-refuse", Handler = "handler", Silently = "silently", Commit = "commit", Words = "Così non si può: è una prova.";

    public static void In(IServiceCollection services)
    {
        services.AddHttpContextAccessor();
        services.AddSingleton<IFilterProvider, Innermost>();
        services.ConfigureDbContext<SqliteDb>((s, o) => o.AddInterceptors(new AtTheEnd(s.GetRequiredService<IHttpContextAccessor>())));
        services.ConfigureDbContext<PostgresDb>((s, o) => o.AddInterceptors(new AtTheEnd(s.GetRequiredService<IHttpContextAccessor>())));
    }

    private static void RefuseIf(HttpContext? http, string where)
    {
        if (http?.Request.Headers[Header].ToString() == where) throw new RuleViolation("test.refused", Words);
    }

    // After the page's own filter, which is the last of the product.
    private sealed class Innermost : IFilterProvider
    {
        private static readonly InsteadOfTheHandler Filter = new();
        public int Order => int.MaxValue;
        public void OnProvidersExecuted(FilterProviderContext context) { }

        public void OnProvidersExecuting(FilterProviderContext context) =>
            context.Results.Add(new(new FilterDescriptor(Filter, FilterScope.Last), Filter));
    }

    private sealed class InsteadOfTheHandler : IAsyncPageFilter, IOrderedFilter
    {
        public int Order => int.MaxValue;

        public Task OnPageHandlerSelectionAsync(PageHandlerSelectedContext context) => Task.CompletedTask;

        public Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
        {
            RefuseIf(context.HttpContext, Handler);
            if (context.HttpContext.Request.Headers[Header].ToString() != Silently) return next();
            context.Result = new NoContentResult();
            return Task.CompletedTask;
        }
    }

    private sealed class AtTheEnd(IHttpContextAccessor http) : SaveChangesInterceptor
    {
        public override ValueTask<InterceptionResult<int>> SavingChangesAsync(DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
        {
            RefuseIf(http.HttpContext, Commit);
            return base.SavingChangesAsync(eventData, result, cancellationToken);
        }
    }
}
