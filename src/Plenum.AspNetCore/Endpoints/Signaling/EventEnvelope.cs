using System.Buffers.Text;

namespace Plenum.AspNetCore.Endpoints.Signaling;

/// <summary>
/// The envelope of an event, <see cref="Protocol.ServerMessage.Event"/>, around a body that is already written: the
/// body of a broadcast is the same for all, the number is each recipient's own.
/// </summary>
internal static class EventEnvelope
{
    /// <summary>What is needed besides the body.</summary>
    public const int MaxBytes = 64;

    private static ReadOnlySpan<byte> BeforeSeq => """{"type":"event","seq":"""u8;

    private static ReadOnlySpan<byte> BeforeBody => ",\"event\":"u8;

    public static int Write(long seq, ReadOnlySpan<byte> body, Span<byte> destination)
    {
        BeforeSeq.CopyTo(destination);
        var length = BeforeSeq.Length;
        Utf8Formatter.TryFormat(seq, destination[length..], out var digits);
        length += digits;
        BeforeBody.CopyTo(destination[length..]);
        length += BeforeBody.Length;
        body.CopyTo(destination[length..]);
        length += body.Length;
        destination[length] = (byte)'}';
        return length + 1;
    }
}
