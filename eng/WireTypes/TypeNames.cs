using System.Text.Json;
using Plenum.Protocol;

namespace Plenum.WireTypes;

/// <summary>What the schema's types and members are called in TypeScript.</summary>
internal static class TypeNames
{
    /// <summary>Cases of a union carry its kind in their name: <c>Request.Join</c> is <c>JoinRequest</c>.</summary>
    private static readonly Dictionary<Type, string> CaseSuffix = new()
    {
        [typeof(Request)] = "Request",
        [typeof(ServerMessage)] = "Message",
        [typeof(RoomEvent)] = "Event",
    };

    public static string Camel(string name) => JsonNamingPolicy.CamelCase.ConvertName(name);

    public static string Of(Type type)
    {
        if (Nullable.GetUnderlyingType(type) is { } inner)
            return Of(inner);
        if (type == typeof(string))
            return "string";
        if (type == typeof(bool))
            return "boolean";
        if (type == typeof(int) || type == typeof(long))
            return "number";
        if (type == typeof(DateTimeOffset))
            return "DateTime";
        if (type.IsGenericType)
            return OfGeneric(type);
        if (type.Assembly != typeof(ClientMessage).Assembly)
            throw new NotSupportedException($"{type} has no TypeScript counterpart yet.");

        return type.DeclaringType is { } union ? type.Name + CaseSuffix[union] : type.Name;
    }

    /// <summary>A doc comment's <c>cref</c> as TSDoc. A string of a union has no declaration to link to.</summary>
    public static string LinkTo(string cref)
    {
        var id = cref[2..];
        if (cref.StartsWith("T:", StringComparison.Ordinal))
            return $"{{@link {Of(Find(id))}}}";

        var dot = id.LastIndexOf('.');
        var owner = Find(id[..dot]);
        var member = Camel(id[(dot + 1)..]);
        return owner.IsEnum && !IsNumeric(owner) ? $"`{member}`" : $"{{@link {Of(owner)}.{member}}}";
    }

    /// <summary>Enums are strings on the wire unless they live outside JSON, as close codes do.</summary>
    public static bool IsNumeric(Type type) => type == typeof(CloseCode);

    private static string OfGeneric(Type type)
    {
        var arguments = type.GetGenericArguments();
        var definition = type.GetGenericTypeDefinition();
        if (definition == typeof(IReadOnlyList<>))
            return $"readonly {Of(arguments[0])}[]";
        if (definition == typeof(IReadOnlyDictionary<,>) && arguments[0] == typeof(string))
            return $"Readonly<Record<string, {Of(arguments[1])}>>";

        throw new NotSupportedException($"{type} has no TypeScript counterpart yet.");
    }

    private static Type Find(string id) =>
        typeof(ClientMessage).Assembly.GetTypes().Single(type => type.FullName!.Replace('+', '.') == id);
}
