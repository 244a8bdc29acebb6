using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Plenum.WireTypes;

/// <summary>The doc comments of an assembly, as text for TSDoc.</summary>
/// <param name="members">Compiler's member id (<c>T:Plenum.Protocol.Pong</c>) to the member's summary.</param>
/// <param name="link">A <c>cref</c> as TSDoc.</param>
internal sealed partial class XmlDocs(IReadOnlyDictionary<string, XElement> members, Func<string, string> link)
{
    /// <summary>Reads the file that the compiler wrote beside the assembly.</summary>
    public static XmlDocs Load(Assembly assembly, Func<string, string> link)
    {
        var members = XDocument.Load(Path.ChangeExtension(assembly.Location, ".xml"))
            .Descendants("member")
            .ToDictionary(member => member.Attribute("name")!.Value, member => member.Element("summary")!);
        return new XmlDocs(members, link);
    }

    public string Of(Type type) => Text($"T:{Id(type)}");

    public string Of(PropertyInfo property) => Text($"P:{Id(property.DeclaringType!)}.{property.Name}");

    public string Of(FieldInfo field) => Text($"F:{Id(field.DeclaringType!)}.{field.Name}");

    private static string Id(Type type) => type.FullName!.Replace('+', '.');

    private string Text(string id)
    {
        if (!members.TryGetValue(id, out var summary))
            throw new InvalidOperationException($"{id} has no doc comment.");

        return WhiteSpace().Replace(string.Concat(summary.Nodes().Select(Text)), " ").Trim();
    }

    private string Text(XNode node) => node switch
    {
        XText text => text.Value,
        XElement { Name.LocalName: "see" } see => link(see.Attribute("cref")!.Value),
        XElement { Name.LocalName: "c" } code => $"`{code.Value}`",
        XElement other => string.Concat(other.Nodes().Select(Text)),
        _ => "",
    };

    [GeneratedRegex(@"\s+")]
    private static partial Regex WhiteSpace();
}
