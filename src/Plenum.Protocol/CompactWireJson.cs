using System.Text.Encodings.Web;
using System.Text.Json;

namespace Plenum.Protocol;

/// <summary><see cref="WireJson"/> for sockets.</summary>
public static class CompactWireJson
{
    /// <summary>
    /// Escapes what JSON wants escaped and no more. The default also escapes what HTML would trip over, of which SDP
    /// is full.
    /// </summary>
    public static WireJson Instance { get; } = new(new JsonSerializerOptions(WireJson.Default.Options)
    {
        TypeInfoResolver = null,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
