using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Patto.Web;

/// <summary>The comments of a program, from the file that the compiler writes beside it. Read when somebody asks for the description of the
/// API, and let go of.</summary>
internal sealed partial class Comments(Assembly program)
{
    private readonly Dictionary<string, XElement> _members = Read(Path.ChangeExtension(program.Location, ".xml"));

    /// <summary>The summary of a type; null where there is none.</summary>
    public string? Of(Type type) => _members.TryGetValue($"T:{NameOf(type)}", out var member) ? Words(member.Element("summary")) : null;

    /// <summary>The summary of a property, or what its record says of the parameter that makes it; null where there is neither.</summary>
    public string? Of(PropertyInfo property)
    {
        var type = NameOf(property.DeclaringType!);
        if (_members.TryGetValue($"P:{type}.{property.Name}", out var own) && Words(own.Element("summary")) is { } summary) return summary;
        return _members.TryGetValue($"T:{type}", out var record)
            ? Words(record.Elements("param").FirstOrDefault(p => (string?)p.Attribute("name") == property.Name)) : null;
    }

    private static string NameOf(Type type) => type.FullName!.Replace('+', '.');

    private static Dictionary<string, XElement> Read(string file) => !File.Exists(file) ? []
        : XDocument.Load(file).Descendants("member").Where(m => m.Attribute("name") is not null)
            .ToDictionary(m => (string)m.Attribute("name")!);

    private static string? Words(XElement? comment) =>
        comment is null ? null : Blanks().Replace(string.Concat(comment.Nodes().Select(Said)), " ").Trim() is { Length: > 0 } words
            ? words : null;

    private static string Said(XNode node) => node switch
    {
        XText text => text.Value,
        XElement { Name.LocalName: "see" or "seealso" } see =>
        ((string?)see.Attribute("cref") ?? (string?)see.Attribute("langword") ?? "").Split('.', ':')[^1],
        XElement { Name.LocalName: "paramref" } parameter => (string?)parameter.Attribute("name") ?? "",
        XElement other => string.Concat(other.Nodes().Select(Said)),
        _ => "",
    };

    [GeneratedRegex(@"\s+")] private static partial Regex Blanks();
}
