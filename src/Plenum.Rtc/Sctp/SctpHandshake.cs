namespace Plenum.Rtc.Sctp;

/// <summary>Repeats what opens or ends an association until it is answered (the timers T1 and T2).</summary>
internal sealed class SctpHandshake
{
    // DTLS has just been over the same path, so a lost packet is likelier than a slow one: do not wait long.
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(2);
    private TimeSpan _wait = RetransmissionTimeout.Initial;

    public Timestamp Deadline { get; private set; } = Timestamp.Never;

    public int Errors { get; private set; }

    /// <summary>Begins a step.</summary>
    public void Begin(Timestamp now)
    {
        Errors = 0;
        _wait = RetransmissionTimeout.Initial;
        Deadline = now + _wait;
    }

    /// <summary>The step is to be repeated.</summary>
    public void Expire(Timestamp now)
    {
        Errors++;
        _wait = _wait * 2 < LongestWait ? _wait * 2 : LongestWait;
        Deadline = now + _wait;
    }

    public void End() => Deadline = Timestamp.Never;
}
