using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace Plenum.WireTypes;

/// <summary>
/// Writes the wire schema as TypeScript: records are interfaces, polymorphic bases are discriminated unions, enums are
/// unions of strings, doc comments are TSDoc. One schema, so the two ends cannot drift apart.
/// </summary>
public sealed partial class TypeScriptSchema
{
    private const int LineWidth = 120;

    private readonly StringBuilder _out = new();
    private readonly XmlDocs _docs;

    private TypeScriptSchema(XmlDocs docs) => _docs = docs;

    /// <summary>The whole file.</summary>
    /// <param name="schema">The assembly with the wire records; its XML doc file lies beside it.</param>
    public static string Write(Assembly schema)
    {
        var writer = new TypeScriptSchema(XmlDocs.Load(schema, TypeNames.LinkTo));
        writer.WriteHeader();
        foreach (var type in schema.GetExportedTypes().Where(IsSchema).OrderBy(TypeNames.Of, StringComparer.Ordinal))
            writer.WriteType(type);

        return writer._out.ToString();
    }

    private static bool IsSchema(Type type) =>
        type.IsEnum || (type.GetMethod("<Clone>$") is not null && type != typeof(object));

    private void WriteHeader()
    {
        _out.Append("// Generated from the records of src/Plenum.Protocol by eng/WireTypes. Do not edit: change the records and run\n");
        _out.Append("// dotnet run --project eng/WireTypes -- web/client/src/wire.generated.ts\n\n");
        WriteDoc("A moment as ISO 8601 with an offset: `2026-01-31T09:30:00.123+00:00`.", "");
        _out.Append("export type DateTime = string;\n");
    }

    private void WriteType(Type type)
    {
        _out.Append('\n');
        WriteDoc(_docs.Of(type), "");
        if (TypeNames.IsNumeric(type))
            WriteConstants(type);
        else if (type.IsEnum)
            WriteStrings(type);
        else if (type.IsAbstract)
            WriteUnion(type);
        else
            WriteInterface(type);
    }

    private void WriteConstants(Type type)
    {
        _out.Append(CultureInfo.InvariantCulture, $"export const {type.Name} = {{\n");
        foreach (var field in Members(type))
        {
            WriteDoc(_docs.Of(field), "  ");
            _out.Append(CultureInfo.InvariantCulture, $"  {TypeNames.Camel(field.Name)}: {Convert.ToInt32(field.GetRawConstantValue(), CultureInfo.InvariantCulture)},\n");
        }

        _out.Append("} as const;\n");
        WriteDoc(_docs.Of(type), "");
        _out.Append(CultureInfo.InvariantCulture, $"export type {type.Name} = (typeof {type.Name})[keyof typeof {type.Name}];\n");
    }

    private void WriteStrings(Type type)
    {
        _out.Append(CultureInfo.InvariantCulture, $"export type {type.Name} =");
        foreach (var field in Members(type))
        {
            _out.Append('\n');
            WriteDoc(_docs.Of(field), "  ");
            _out.Append(CultureInfo.InvariantCulture, $"  | \"{TypeNames.Camel(field.Name)}\"");
        }

        _out.Append(";\n");
    }

    private void WriteUnion(Type type)
    {
        var cases = type.Assembly.GetExportedTypes()
            .Where(candidate => candidate.BaseType == type)
            .Select(TypeNames.Of)
            .Order(StringComparer.Ordinal)
            .ToArray();
        var line = $"export type {type.Name} = {string.Join(" | ", cases)};";
        if (line.Length > LineWidth)
            line = $"export type {type.Name} =\n  | {string.Join("\n  | ", cases)};";

        _out.Append(line).Append('\n');
    }

    private void WriteInterface(Type type)
    {
        _out.Append(CultureInfo.InvariantCulture, $"export interface {TypeNames.Of(type)} {{\n");
        if (Discriminator(type) is { } discriminator)
            _out.Append(CultureInfo.InvariantCulture, $"  readonly type: \"{discriminator}\";\n");

        foreach (var property in Properties(type))
        {
            WriteDoc(_docs.Of(property), "  ");
            var name = property.GetCustomAttribute<JsonPropertyNameAttribute>()?.Name ?? TypeNames.Camel(property.Name);
            var optional = property.IsDefined(typeof(RequiredMemberAttribute)) ? "" : "?";
            _out.Append(CultureInfo.InvariantCulture, $"  readonly {name}{optional}: {TypeNames.Of(property.PropertyType)};\n");
        }

        _out.Append("}\n");
    }

    private void WriteDoc(string text, string indent)
    {
        var line = $"{indent}/** {text} */";
        if (line.Length <= LineWidth)
        {
            _out.Append(line).Append('\n');
            return;
        }

        _out.Append(indent).Append("/**\n");
        foreach (var part in Wrap(text, LineWidth - indent.Length - 3))
            _out.Append(indent).Append(" * ").Append(part).Append('\n');

        _out.Append(indent).Append(" */\n");
    }

    private static IEnumerable<string> Wrap(string text, int width)
    {
        var line = new StringBuilder();
        foreach (var word in Words().Split(text))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > width)
            {
                yield return line.ToString();
                line.Clear();
            }

            line.Append(line.Length > 0 ? " " : "").Append(word);
        }

        yield return line.ToString();
    }

    /// <summary>A space, but not the one within <c>{@link X}</c>.</summary>
    [GeneratedRegex(" (?![A-Za-z.]+})")]
    private static partial Regex Words();

    private static FieldInfo[] Members(Type type) => type.GetFields(BindingFlags.Public | BindingFlags.Static);

    /// <summary>Base properties first, so that every request begins with its id.</summary>
    private static IEnumerable<PropertyInfo> Properties(Type type) =>
        type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .OrderBy(property => property.DeclaringType == type ? 1 : 0);

    private static string? Discriminator(Type type)
    {
        for (var ancestor = type.BaseType; ancestor is not null; ancestor = ancestor.BaseType)
        {
            var cases = ancestor.GetCustomAttributes<JsonDerivedTypeAttribute>(inherit: false).ToArray();
            if (cases.Length > 0)
                return (string?)cases.Single(candidate => candidate.DerivedType == type).TypeDiscriminator;
        }

        return null;
    }
}
