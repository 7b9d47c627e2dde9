using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace Patto.Kernel;

/// <summary>The platform's own types, to find mappings, events and acts among them. What the compiler made of lambdas and of waiting, two
/// thirds of all, is left out unread: a type once asked for stays in memory for good.</summary>
public static class OwnTypes
{
    public static readonly IReadOnlyList<Type> All = Read(typeof(OwnTypes).Assembly);

    private static Type[] Read(Assembly assembly)
    {
        using var file = new PEReader(File.OpenRead(assembly.Location));
        var metadata = file.GetMetadataReader();
        return [.. metadata.TypeDefinitions.Where(WrittenByHand)
            .Select(t => assembly.ManifestModule.ResolveType(MetadataTokens.GetToken(t)))];

        bool WrittenByHand(TypeDefinitionHandle type)
        {
            var definition = metadata.GetTypeDefinition(type);
            return !metadata.GetString(definition.Name).StartsWith('<')
                && (!definition.IsNested || WrittenByHand(definition.GetDeclaringType()));
        }
    }
}
