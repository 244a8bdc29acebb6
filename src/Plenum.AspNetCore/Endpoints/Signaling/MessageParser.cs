using System.Collections.Frozen;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Plenum.AspNetCore.Access;
using Plenum.Protocol;

namespace Plenum.AspNetCore.Endpoints.Signaling;

/// <summary>A client's message: strictly what the schema says, and a typed error where it is not.</summary>
internal static class MessageParser
{
    private const int MaxDepth = 16;

    /// <summary>The largest integer that JavaScript counts without gaps.</summary>
    private const long MaxId = (1L << 53) - 1;

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = MaxDepth, AllowDuplicateProperties = false };

    private static readonly FrozenDictionary<string, JsonTypeInfo> Types = typeof(ClientMessage)
        .GetCustomAttributes<JsonDerivedTypeAttribute>()
        .ToFrozenDictionary(
            attribute => (string)attribute.TypeDiscriminator!,
            attribute => WireJson.Default.GetTypeInfo(attribute.DerivedType)!);

    public static ParsedMessage Parse(ReadOnlyMemory<byte> utf8)
    {
        try
        {
            using var document = JsonDocument.Parse(utf8, Strict);
            return Parse(document.RootElement);
        }
        catch (JsonException)
        {
            return Bad(null, "The message is not JSON, nests too deeply or names a field twice.");
        }
    }

    private static ParsedMessage Parse(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object)
            return Bad(null, "The message is not a JSON object.");

        long? id = root.TryGetProperty("id", out var idElement)
            && idElement.ValueKind == JsonValueKind.Number
            && idElement.TryGetInt64(out var number) ? number : null;
        if (!root.TryGetProperty("type", out var type) || type.ValueKind != JsonValueKind.String
            || !Utf16.TryGetString(type, out var name))
        {
            return Bad(id, "type: a string is needed.");
        }

        if (!Types.TryGetValue(name, out var info))
            return new ParsedMessage(null, id, new RequestError(ErrorCode.UnknownType, "There is no message of this type."));

        return Read(root, info, id, name);
    }

    private static ParsedMessage Read(JsonElement root, JsonTypeInfo info, long? id, string type)
    {
        ClientMessage message;
        try
        {
            message = (ClientMessage)root.Deserialize(info)!;
        }
        catch (JsonException exception)
        {
            var where = exception.Path is { Length: > 2 } path ? path[2..] : "message";
            return Bad(id, $"{where}: a field is missing or not of the type that {type} needs.");
        }

        if (message is Request and not { Id: >= 1 and <= MaxId })
            return new ParsedMessage(null, id, new RequestError(ErrorCode.InvalidArgument, "id: use 1 to 2^53 - 1."));

        return new ParsedMessage(message, id, null) { Type = type };
    }

    private static ParsedMessage Bad(long? id, string message) =>
        new(null, id, new RequestError(ErrorCode.BadMessage, message));
}
