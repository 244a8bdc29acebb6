namespace Plenum.Rtc.Sctp;

/// <summary>
/// What is to be sent for the first time. Streams take turns message by message: parts of different messages must not
/// mix on the wire without I-DATA.
/// </summary>
internal sealed class SendQueue
{
    private readonly Dictionary<ushort, OutboundStream> _streams = [];
    private readonly Queue<OutboundStream> _turns = [];
    private OutgoingMessage? _current;

    /// <summary>Bytes not yet sent once.</summary>
    public int Buffered { get; private set; }

    public bool IsEmpty => Buffered == 0;

    public int BufferedOf(ushort stream) => _streams.TryGetValue(stream, out var found) ? found.Buffered : 0;

    /// <summary>Whether nothing of the stream waits.</summary>
    public bool IsDrained(ushort stream) => BufferedOf(stream) == 0;

    public void Add(OutgoingMessage message)
    {
        var stream = StreamOf(message.Stream);
        stream.Waiting.Enqueue(message);
        stream.Buffered += message.Payload.Length;
        Buffered += message.Payload.Length;
        Schedule(stream);
    }

    /// <summary>Takes the next part of a message, at most so long; null when there is none.</summary>
    public OutgoingPart? Take(int maxLength, Timestamp now)
    {
        _current ??= NextMessage(now);
        if (_current is not { } message)
            return null;
        var part = new OutgoingPart(message, message.Sent, Math.Min(maxLength, message.Payload.Length - message.Sent));
        message.Sent += part.Length;
        Count(StreamOf(message.Stream), part.Length);
        if (message.IsWhollySent)
            _current = null;
        return part;
    }

    /// <summary>A message was given up: what has not been sent of it will not be.</summary>
    public void Abandon(OutgoingMessage message)
    {
        if (message.IsWhollySent)
            return;
        Count(StreamOf(message.Stream), message.Payload.Length - message.Sent);
        message.Sent = message.Payload.Length;
        if (_current == message)
            _current = null;
    }

    /// <summary>The stream starts anew (RFC 6525, section 5.1.2).</summary>
    public void Reset(ushort stream) => _streams.Remove(stream);

    private OutgoingMessage? NextMessage(Timestamp now)
    {
        while (_turns.TryDequeue(out var stream))
        {
            stream.IsScheduled = false;
            if (!stream.Waiting.TryDequeue(out var message))
                continue;
            Schedule(stream);

            // What expired before its first part was sent has no number yet and leaves no gap.
            if (message.IsOver(0, now))
            {
                Abandon(message);
                continue;
            }

            if (!message.IsUnordered)
                message.Sequence = stream.NextSequence++;
            return message;
        }

        return null;
    }

    private void Schedule(OutboundStream stream)
    {
        if (stream.IsScheduled || stream.Waiting.Count == 0)
            return;
        stream.IsScheduled = true;
        _turns.Enqueue(stream);
    }

    private void Count(OutboundStream stream, int sent)
    {
        stream.Buffered -= sent;
        Buffered -= sent;
    }

    private OutboundStream StreamOf(ushort id)
    {
        if (!_streams.TryGetValue(id, out var stream))
            _streams.Add(id, stream = new OutboundStream(id));
        return stream;
    }
}
