namespace Plenum.Rtc.Sctp;

/// <summary>The bytes of a message that one DATA chunk carries.</summary>
internal readonly record struct OutgoingPart(OutgoingMessage Message, int Offset, int Length)
{
    public ReadOnlySpan<byte> Payload => Message.Payload.AsSpan(Offset, Length);

    public DataHeader Header(Tsn tsn) => new(tsn, Message.Stream, Message.Sequence, Message.Protocol)
    {
        IsBegin = Offset == 0,
        IsEnd = Offset + Length == Message.Payload.Length,
        IsUnordered = Message.IsUnordered,
    };
}
