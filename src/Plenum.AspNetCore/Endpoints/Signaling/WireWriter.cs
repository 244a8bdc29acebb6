using System.Buffers;
using System.Collections.Frozen;
using System.Reflection;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Plenum.Protocol;

namespace Plenum.AspNetCore.Endpoints.Signaling;

/// <summary>
/// Writes what goes over the wire, and allocates nothing but the bytes themselves: of all that a server does for a message,
/// writing made the most garbage. The serializer's own way to write one of many types keeps a stack of frames for each
/// message; here the type's name is put in front of what the generated code writes for the type alone.
/// </summary>
internal static class WireWriter
{
    /// <summary>A welcome into a room of two dozen is smaller; what a larger message needed is not kept.</summary>
    private const int Kept = 128 * 1024;

    private static readonly FrozenDictionary<Type, Form> Forms = FormsOf(typeof(ServerMessage), typeof(RoomEvent));

    private static readonly JsonWriterOptions Options = new()
    {
        // The default also escapes what HTML would trip over, of which SDP is full.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    [ThreadStatic]
    private static ArrayBufferWriter<byte>? _buffer;

    [ThreadStatic]
    private static Utf8JsonWriter? _json;

    public static byte[] Write(ServerMessage message) => Write(message, Forms[message.GetType()]);

    public static byte[] Write(RoomEvent happened) => Write(happened, Forms[happened.GetType()]);

    private static byte[] Write(object value, Form form)
    {
        if (_buffer is null || _buffer.Capacity > Kept)
            _buffer = new();
        _buffer.ResetWrittenCount();
        _json ??= new(_buffer, Options);
        _json.Reset(_buffer);
        JsonSerializer.Serialize(_json, value, form.Type);
        _json.Flush();
        return Join(form.Start, _buffer.WrittenSpan);
    }

    /// <summary>The rest is an object of its own; its brace makes place for the comma, where it has members.</summary>
    private static byte[] Join(ReadOnlySpan<byte> start, ReadOnlySpan<byte> rest)
    {
        const int empty = 2;
        var joined = new byte[start.Length + (rest.Length == empty ? 1 : rest.Length)];
        start.CopyTo(joined);
        rest[^(joined.Length - start.Length)..].CopyTo(joined.AsSpan(start.Length));
        if (rest.Length > empty)
            joined[start.Length] = (byte)',';
        return joined;
    }

    private static FrozenDictionary<Type, Form> FormsOf(params Type[] roots) => roots
        .SelectMany(root => root.GetCustomAttributes<JsonDerivedTypeAttribute>())
        .ToFrozenDictionary(attribute => attribute.DerivedType, Form.Of);

    /// <param name="Start">The object up to and with its type's name.</param>
    /// <param name="Type">What writes the rest.</param>
    private sealed record Form(byte[] Start, JsonTypeInfo Type)
    {
        public static Form Of(JsonDerivedTypeAttribute attribute) => new(
            Encoding.UTF8.GetBytes($"{{\"type\":\"{attribute.TypeDiscriminator}\""),
            WireJson.Default.GetTypeInfo(attribute.DerivedType)!);
    }
}
