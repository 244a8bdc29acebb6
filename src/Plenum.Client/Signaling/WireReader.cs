using System.Text.Json;
using Plenum.Protocol;

namespace Plenum.Client.Signaling;

/// <summary>Reads what the server says. A server that is newer may say what this client does not know.</summary>
internal static class WireReader
{
    /// <summary>Reads a message.</summary>
    /// <param name="bytes">The message.</param>
    /// <param name="message">The message, if it is one that is known.</param>
    /// <param name="sequence">Of an event that is not known: its number, so that it is not taken for lost.</param>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out ServerMessage? message, out long? sequence)
    {
        sequence = null;
        try
        {
            message = JsonSerializer.Deserialize(bytes, CompactWireJson.Instance.ServerMessage);
            return message is not null;
        }
        catch (JsonException)
        {
            message = null;
            sequence = SequenceOf(bytes);
            return false;
        }
    }

    private static long? SequenceOf(ReadOnlySpan<byte> bytes)
    {
        var reader = new Utf8JsonReader(bytes);
        try
        {
            return JsonDocument.TryParseValue(ref reader, out var document)
                && document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.TryGetProperty("seq", out var number)
                && number.TryGetInt64(out var value)
                    ? value
                    : null;
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}
