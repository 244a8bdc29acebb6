using System.Text;
using System.Text.Json;
using Plenum.AspNetCore.Tests.Support;
using Plenum.Protocol;

namespace Plenum.AspNetCore.Tests.Signaling;

/// <summary>Malformed, oversized, out-of-state and replayed messages.</summary>
internal static class HostileMessages
{
    private static readonly string[] Templates =
    [
        "", "{", "[]", "null", "\"join\"", "{}", "{\"type\":null}", "{\"type\":7,\"id\":1}", "{\"type\":\"join\"}",
        "{\"type\":\"join\",\"id\":\"1\",\"room\":\"r\"}", "{\"type\":\"join\",\"id\":1.5,\"room\":\"r\"}",
        "{\"type\":\"join\",\"id\":1e400,\"room\":\"r\"}", "{\"type\":\"join\",\"id\":-1,\"room\":\"r\"}",
        "{\"type\":\"join\",\"id\":1,\"room\":null}", "{\"type\":\"join\",\"id\":1,\"id\":2,\"room\":\"r\"}",
        "{\"type\":\"join\",\"id\":1,\"room\":\"r\",\"publications\":[null]}",
        "{\"type\":\"join\",\"id\":1,\"room\":\"r\",\"publications\":[{\"cid\":\"c\",\"source\":3}]}",
        "{\"type\":\"join\",\"id\":1,\"room\":\"r\",\"name\":\"\\ud800\"}",
        "{\"type\":\"resume\",\"id\":2,\"token\":\"x\",\"lastSeq\":-9223372036854775808}",
        "{\"type\":\"signal\",\"id\":3,\"to\":\"x\",\"data\":{\"link\":\"l\"}}",
        "{\"type\":\"signal\",\"id\":3,\"to\":\"x\",\"data\":{\"link\":\"l\",\"description\":{\"type\":\"offer\",\"sdp\":\"\",\"tracks\":{\"0\":null}}}}",
        "{\"type\":\"join\",\"id\":1,\"room\":\"r\",\"offer\":{\"sdp\":null,\"tracks\":{}}}",
        "{\"type\":\"join\",\"id\":1,\"room\":\"r\",\"reach\":\"moon\",\"offer\":null}",
        "{\"type\":\"negotiate\",\"id\":4,\"offer\":null}", "{\"type\":\"negotiate\",\"id\":4,\"offer\":{\"sdp\":\"v=0\",\"tracks\":{\"0\":null}}}",
        "{\"type\":\"negotiate\",\"id\":4,\"offer\":{\"sdp\":\"v=0\\r\\no=- 1 1 IN IP4 0.0.0.0\\r\\nm=audio\",\"tracks\":{\"\":\"c\"},\"connection\":\"\"}}",
        "{\"type\":\"viewports\",\"id\":4,\"viewports\":[null]}",
        "{\"type\":\"viewports\",\"id\":4,\"viewports\":[{\"publication\":\"x\",\"width\":1e99,\"height\":-1,\"visible\":true}]}",
        "{\"type\":\"edgeState\",\"id\":4,\"edge\":\">:\",\"state\":\"up\"}", "{\"type\":\"edgeState\",\"id\":4,\"edge\":\"a.b>c:forward\",\"state\":\"sideways\"}",
        "{\"type\":\"strain\",\"id\":4,\"uplink\":1}", "{\"type\":\"setTopology\",\"id\":4,\"topology\":\"ring\"}",
        "{\"type\":\"endRoom\",\"id\":1}", "{\"type\":\"leave\",\"id\":0}", "{\"type\":\"chat\",\"id\":5,\"text\":\"\"}",
        "{\"type\":\"dance\",\"id\":9007199254740992}", "\u0000", "{\"type\":\"pong\",\"pong\":{\"a\":[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]}}",
    ];

    public static byte[] Next(Random random) => random.Next(6) switch
    {
        0 => Mangled(random),
        1 when random.Next(20) == 0 => new byte[300_000],
        2 => Nested(random.Next(1, 5000)),
        _ => Encoding.UTF8.GetBytes(Templates[random.Next(Templates.Length)]),
    };

    /// <summary>A valid message with a few bytes changed; UTF-8 still, or the socket's own check would end it all.</summary>
    private static byte[] Mangled(Random random)
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes<ClientMessage>(
            Signals.Offer(random.Next(100), "somebody", "v=0"), WireJson.Default.ClientMessage);
        for (var i = 0; i < 3; i++)
            bytes[random.Next(bytes.Length)] = (byte)random.Next(128);

        return bytes;
    }

    private static byte[] Nested(int depth) =>
        Encoding.UTF8.GetBytes($"{{\"type\":\"chat\",\"id\":1,\"text\":{new string('[', depth)}{new string(']', depth)}}}");
}
