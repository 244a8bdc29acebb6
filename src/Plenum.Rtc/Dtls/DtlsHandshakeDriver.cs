using System.Buffers;
using Plenum.Rtc.Crypto;

namespace Plenum.Rtc.Dtls;

/// <summary>
/// The handshake of a <see cref="DtlsSession"/>: brings records to the library and flights to the peer, again and again
/// until they arrive (RFC 6347, section 4.2.4). Outlives the handshake for as long as its last flight may be lost.
/// </summary>
internal sealed class DtlsHandshakeDriver : IDisposable
{
    // A Finished is 48 bytes; a peer repeats it for as long as the handshake may take.
    private const int MaxSealedHandshakeLength = 128;
    private const int MaxSealedHandshakeRecords = 32;

    private readonly ICryptoProvider _crypto;
    private readonly DtlsRole _role;
    private readonly DtlsOptions _options;
    private readonly DtlsRecordWriter _writer;
    private readonly DtlsRetransmission _retransmission;
    private readonly DtlsFlight _flight = new();
    private IDtlsHandshaker? _handshaker;
    private Timestamp _giveUpAt = Timestamp.Never;
    private int _flightEnd = -1;
    private int _answered = -1;
    private int _sealedRecords;

    public DtlsHandshakeDriver(ICryptoProvider crypto, DtlsRole role, DtlsOptions options, DtlsRecordWriter writer)
    {
        _crypto = crypto;
        _role = role;
        _options = options;
        _writer = writer;
        _retransmission = new DtlsRetransmission(options.InitialRetransmission, options.MaxRetransmission);
    }

    public DtlsProgress Progress { get; private set; } = DtlsProgress.WaitingForPeer;

    /// <summary>Why the handshake failed, or would if its time were over now.</summary>
    public DtlsFailure Failure { get; private set; } = DtlsFailure.Timeout;

    /// <summary>The records of epoch 1; there as soon as this side has written some.</summary>
    public DtlsRecordProtection? Protection { get; private set; }

    /// <summary>When <see cref="Tick"/> is due.</summary>
    public Timestamp Deadline => Timestamp.Min(_giveUpAt, _retransmission.Deadline);

    /// <summary>Whether a hello has gone out or come in.</summary>
    public bool IsUnderWay => _handshaker is not null;

    public void Start(Timestamp now)
    {
        _giveUpAt = now + _options.HandshakeTimeout;
        if (_role == DtlsRole.Client)
            Advance([], now, out _);
    }

    public void Tick(Timestamp now)
    {
        if (now >= _giveUpAt)
        {
            Progress = DtlsProgress.Failed;
        }
        else if (now >= _retransmission.Deadline)
        {
            _retransmission.BackOff(now);
            _flight.Send(_writer, Protection);
        }
    }

    /// <summary>Takes a handshake record in plaintext.</summary>
    public bool ReceivePlain(DtlsRecord record, Timestamp now, out DropReason reason)
    {
        reason = DropReason.DtlsMalformed;
        if (!HandshakeFragments.TryRead(record.Body, out var last, out var flightEnd))
            return false;

        reason = DropReason.DtlsUnexpected;
        if (!IsUnderWay && record.Body[0] != HandshakeFragments.ClientHello)
            return false;
        if (last <= _answered)
            return TryRepeatFlight(now, out reason);

        _flightEnd = Math.Max(_flightEnd, flightEnd);
        return Advance(record.Bytes, now, out reason);
    }

    /// <summary>
    /// Takes a Finished. The library keeps those it cannot open yet, each in a buffer of 17 KB, and anyone can forge
    /// some: so only so many get there as a peer may have to repeat.
    /// </summary>
    public bool ReceiveSealed(DtlsRecord record, Timestamp now, out DropReason reason)
    {
        reason = DropReason.DtlsUnexpected;
        return IsUnderWay
            && record.Body.Length <= MaxSealedHandshakeLength
            && _sealedRecords++ < MaxSealedHandshakeRecords
            && Advance(record.Bytes, now, out reason);
    }

    /// <summary>Takes a ChangeCipherSpec.</summary>
    public bool ReceiveChangeCipherSpec(DtlsRecord record, Timestamp now, out DropReason reason)
    {
        reason = DropReason.DtlsUnexpected;
        return IsUnderWay && Advance(record.Bytes, now, out reason);
    }

    /// <summary>
    /// Takes a plaintext alert. Anyone who can forge an address can forge it; but so can he forge a hello that fails.
    /// </summary>
    public bool ReceiveAlert(DtlsRecord record, out DropReason reason)
    {
        reason = DropReason.DtlsUnexpected;
        if (!IsUnderWay || !DtlsAlert.TryRead(record.Body, out var alert) || !alert.IsFatal)
            return false;

        Progress = DtlsProgress.Failed;
        Failure = alert.IsNegotiationFailure ? DtlsFailure.NegotiationFailed : DtlsFailure.PeerAlert;
        return true;
    }

    /// <summary>
    /// The peer repeats what we have answered, so our answer was lost (RFC 6347, section 4.2.4). Not more often than
    /// twice per first waiting time: the records that ask for it prove nothing and are smaller than the answer.
    /// </summary>
    public bool TryRepeatFlight(Timestamp now, out DropReason reason)
    {
        reason = DropReason.DtlsRepeated;
        if (_flight.IsEmpty || now - _retransmission.LastSent < _options.InitialRetransmission / 2)
            return false;

        _retransmission.Restart(now);
        _flight.Send(_writer, Protection);
        return true;
    }

    /// <summary>The peer has shown that it has our last flight.</summary>
    public void ForgetFlight() => _flight.Clear();

    /// <summary>What was agreed on. Ends the library's part; a server may still have to repeat its last flight.</summary>
    public DtlsHandshake TakeResult()
    {
        var result = _handshaker!.GetResult();
        _handshaker.Dispose();
        _handshaker = null;
        if (_role == DtlsRole.Client)
            ForgetFlight();
        return result;
    }

    public void Dispose()
    {
        ForgetFlight();
        _handshaker?.Dispose();
        _handshaker = null;
        Protection?.Dispose();
        Protection = null;
    }

    private bool Advance(ReadOnlySpan<byte> record, Timestamp now, out DropReason reason)
    {
        reason = DropReason.DtlsBadClientHello;
        var output = new ArrayBufferWriter<byte>();
        _handshaker ??= _crypto.CreateDtlsHandshaker(_role, _options);
        var progress = _handshaker.Advance(record, output);
        if (progress == DtlsProgress.Failed)
            Failure = _handshaker.Failure;
        if (progress == DtlsProgress.Failed && _role == DtlsRole.Server && _flight.IsEmpty)
            return StartOver(output.WrittenSpan);

        TakeFlight(output.WrittenSpan, now);
        Progress = progress;
        return true;
    }

    /// <summary>
    /// A hello that cannot be answered ends nothing: anyone may have forged it, and the peer's own may follow. Only
    /// when it was sound and offered nothing in common is the alert passed on, so that an honest peer need not wait.
    /// </summary>
    private bool StartOver(ReadOnlySpan<byte> output)
    {
        _handshaker!.Dispose();
        _handshaker = null;
        while (DtlsRecord.TryRead(ref output, out var record))
        {
            if (DtlsAlert.TryRead(record.Body, out var alert) && alert.IsNegotiationFailure)
                _writer.AddPlain(record.Type, record.Body);
        }

        _writer.Flush();
        return false;
    }

    /// <summary>What the library wrote in one step is a whole flight, and replaces the one before.</summary>
    private void TakeFlight(ReadOnlySpan<byte> output, Timestamp now)
    {
        if (output.IsEmpty)
            return;

        _flight.Clear();
        while (DtlsRecord.TryRead(ref output, out var record))
        {
            if (record.Epoch == 0)
                _flight.Add(record.Type, 0, record.Body);
            else
                AddOwnSealed(record);
        }

        // Not simply the highest number seen: that may be forged. A client's hello is its message 0, the rest follows.
        _answered = _role == DtlsRole.Server ? 0 : _flightEnd;
        _retransmission.Begin(now);
        _flight.Send(_writer, Protection);
    }

    private void AddOwnSealed(DtlsRecord record)
    {
        Protection ??= DtlsRecordProtection.Create(_crypto, _role, _handshaker!.GetSecrets());
        var plaintext = new byte[record.Body.Length];
        if (Protection.TryOpenOwn(record, plaintext, out var length))
            _flight.Add(record.Type, 1, plaintext.AsSpan(0, length));
    }
}
