using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.DependencyInjection;

namespace Patto.Tests;

/// <summary>Describes the pages once for all hosts of a test run: reading a hundred page types takes a third of the start of a
/// host.</summary>
internal sealed class SharedPages(IActionDescriptorProvider own) : IActionDescriptorProvider
{
    private static readonly Lock Turn = new();
    private static List<ActionDescriptor>? s_known;

    public int Order => own.Order;

    public static void In(IServiceCollection services)
    {
        var pages = services.Single(s => s.ServiceType == typeof(IActionDescriptorProvider)
            && s.ImplementationType?.Name.Contains("Page", StringComparison.Ordinal) == true);
        services.Remove(pages);
        services.AddSingleton<IActionDescriptorProvider>(s =>
            new SharedPages((IActionDescriptorProvider)ActivatorUtilities.CreateInstance(s, pages.ImplementationType!)));
    }

    public void OnProvidersExecuting(ActionDescriptorProviderContext context)
    {
        lock (Turn)
        {
            if (s_known is null)
            {
                var mine = new ActionDescriptorProviderContext();
                own.OnProvidersExecuting(mine);
                s_known = [.. mine.Results];
            }
        }
        foreach (var page in s_known) context.Results.Add(page is CompiledPageActionDescriptor compiled ? CopyOf(compiled) : page);
    }

    public void OnProvidersExecuted(ActionDescriptorProviderContext context) => own.OnProvidersExecuted(context);

    // A copy: each host notes on it how it makes the page, with services of its own.
    private static CompiledPageActionDescriptor CopyOf(CompiledPageActionDescriptor page) => new(page)
    {
        ActionConstraints = page.ActionConstraints,
        AttributeRouteInfo = page.AttributeRouteInfo,
        BoundProperties = page.BoundProperties,
        DisplayName = page.DisplayName,
        EndpointMetadata = page.EndpointMetadata,
        FilterDescriptors = page.FilterDescriptors,
        HandlerMethods = page.HandlerMethods,
        HandlerTypeInfo = page.HandlerTypeInfo,
        DeclaredModelTypeInfo = page.DeclaredModelTypeInfo,
        ModelTypeInfo = page.ModelTypeInfo,
        PageTypeInfo = page.PageTypeInfo,
        Parameters = page.Parameters,
        Properties = page.Properties,
        RouteValues = page.RouteValues,
    };
}
