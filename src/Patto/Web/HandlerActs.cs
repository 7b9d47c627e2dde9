using System.Collections.Concurrent;
using System.Reflection;
using Microsoft.AspNetCore.Mvc.RazorPages.Infrastructure;
using Patto.Grants;

namespace Patto.Web;

/// <summary>What one must be allowed to do to send this to the page, where it is not what the page demands of all that is sent to
/// it.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class DemandsAttribute(Type acts, string name) : Attribute
{
    public Act Act { get; } = (Act)acts.GetField(name, BindingFlags.Public | BindingFlags.Static)!.GetValue(null)!;
}

/// <summary>No act is asked for: anybody may send it, or who has something else than a role (the code of a room, a secret, a
/// token).</summary>
/// <param name="why">What stands in the place of an act.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class AnybodyAttribute(string why) : Attribute
{
    public string Why { get; } = why;
}

/// <summary>What a handler of a page declared; a handler that declared nothing is not run.</summary>
/// <param name="Act">Null where no act is asked for.</param>
/// <param name="IsDeclared">False: nobody said who may, so nobody may.</param>
public readonly record struct HandlerDemand(Act? Act, bool IsDeclared)
{
    private static readonly ConcurrentDictionary<MethodInfo, (Act? Act, bool Anybody)> Known = [];

    /// <summary>The handler's own word comes first, then the page's.</summary>
    public static HandlerDemand Of(HandlerMethodDescriptor? handler, Act? ofPage)
    {
        var (own, anybody) = handler is null ? default : Known.GetOrAdd(handler.MethodInfo, method =>
            (method.GetCustomAttribute<DemandsAttribute>()?.Act, method.GetCustomAttribute<AnybodyAttribute>() is not null));
        return own is not null ? new(own, true) : anybody ? new(null, true) : new(ofPage, ofPage is not null);
    }
}
