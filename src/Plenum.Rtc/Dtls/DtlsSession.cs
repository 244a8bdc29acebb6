using System.Buffers;
using Plenum.Rtc.Crypto;

namespace Plenum.Rtc.Dtls;

/// <summary>
/// One DTLS 1.2 connection as a state machine: datagrams and the time go in, datagrams and events come out through the
/// sink. It does the timers, the retransmissions, the record numbers and, once connected, the records themselves; the
/// handshake's cryptography is an <see cref="IDtlsHandshaker"/>'s, which lives no longer than the handshake.
/// </summary>
/// <remarks>
/// Feed it only what comes over an address that ICE has validated: there is no HelloVerifyRequest, because the
/// connectivity check has proved already what its cookie would (that the peer receives at its address).
/// </remarks>
public sealed class DtlsSession : IDisposable
{
    // A Finished is 48 bytes; a peer repeats it for as long as the handshake may take.
    private const int MaxSealedHandshakeLength = 128;
    private const int MaxSealedHandshakeRecords = 32;

    private readonly ICryptoProvider _crypto;
    private readonly DtlsOptions _options;
    private readonly IDtlsSink _sink;
    private readonly DtlsRecordWriter _writer;
    private readonly DtlsFlight _flight = new();
    private readonly DtlsRetransmission _retransmission;
    private readonly EarlyRecords _early = new();

    private IDtlsHandshaker? _handshaker;
    private DtlsRecordProtection? _protection;
    private Timestamp _handshakeDeadline = Timestamp.Never;
    private DtlsFailure _lastFailure = DtlsFailure.Timeout;
    private int _flightEnd = -1;
    private int _answered = -1;
    private int _sealedHandshakeRecords;

    /// <summary>A session that does nothing before <see cref="Start"/>.</summary>
    public DtlsSession(ICryptoProvider crypto, DtlsRole role, DtlsOptions options, IDtlsSink sink)
    {
        _crypto = crypto;
        Role = role;
        _options = options;
        _sink = sink;
        _writer = new DtlsRecordWriter(sink, options.MaxDatagramLength);
        _retransmission = new DtlsRetransmission(options.InitialRetransmission, options.MaxRetransmission);
    }

    /// <summary>Who opens the handshake.</summary>
    public DtlsRole Role { get; }

    /// <summary>Where the session stands.</summary>
    public DtlsState State { get; private set; } = DtlsState.New;

    /// <summary>Why it ended; <see cref="DtlsFailure.None"/> unless it is in <see cref="DtlsState.Failed"/>.</summary>
    public DtlsFailure Failure { get; private set; }

    /// <summary>What the handshake agreed on, once connected.</summary>
    public DtlsHandshake? Handshake { get; private set; }

    /// <summary>The longest application data that one datagram carries: SCTP's path MTU.</summary>
    public int MaxApplicationDataLength => _writer.MaxPlaintextLength;

    /// <summary>When <see cref="Tick"/> is due.</summary>
    public Timestamp NextDeadline =>
        State == DtlsState.Handshaking
            ? Timestamp.Min(_handshakeDeadline, _retransmission.Deadline)
            : Timestamp.Never;

    private bool IsUnderWay => _handshaker is not null;

    /// <summary>Begins: a client says hello, a server listens.</summary>
    public void Start(Timestamp now)
    {
        if (State != DtlsState.New)
            return;

        State = DtlsState.Handshaking;
        _handshakeDeadline = now + _options.HandshakeTimeout;
        if (Role == DtlsRole.Client)
            Advance([], now, out _);
    }

    /// <summary>Takes a datagram.</summary>
    /// <returns>False when any of its records was dropped, and why.</returns>
    public bool Receive(ReadOnlySpan<byte> datagram, Timestamp now, out DropReason reason)
    {
        var isWhole = true;
        reason = default;
        while (!datagram.IsEmpty)
        {
            if (!DtlsRecord.TryRead(ref datagram, out var record))
            {
                reason = DropReason.DtlsMalformed;
                return false;
            }

            if (!ReceiveRecord(record, now, out var dropped))
                (isWhole, reason) = (false, dropped);
        }

        return isWhole;
    }

    /// <summary>Sends the last flight again, or gives up, when that is due.</summary>
    public void Tick(Timestamp now)
    {
        if (State != DtlsState.Handshaking)
            return;
        if (now >= _handshakeDeadline)
        {
            Fail(_lastFailure);
        }
        else if (now >= _retransmission.Deadline)
        {
            _retransmission.BackOff(now);
            _flight.Send(_writer, _protection);
        }
    }

    /// <summary>Sends application data in one datagram.</summary>
    /// <returns>False when not connected, or longer than <see cref="MaxApplicationDataLength"/>.</returns>
    public bool TrySend(ReadOnlySpan<byte> data)
    {
        if (State != DtlsState.Connected || data.Length > MaxApplicationDataLength)
            return false;

        SendSealed(DtlsContentType.ApplicationData, data);
        return true;
    }

    /// <summary>Ends the session in order and tells the peer, once: alerts are not repeated.</summary>
    public void Close()
    {
        if (State == DtlsState.Connected)
            SendAlert(DtlsAlert.CloseNotify);
        if (State is not (DtlsState.Failed or DtlsState.Closed))
            End(DtlsState.Closed);
    }

    /// <summary>Releases keys and handshake, silently.</summary>
    public void Dispose()
    {
        _handshaker?.Dispose();
        _handshaker = null;
        _protection?.Dispose();
        _protection = null;
    }

    private bool ReceiveRecord(DtlsRecord record, Timestamp now, out DropReason reason)
    {
        reason = DropReason.DtlsUnexpected;
        return State switch
        {
            DtlsState.Handshaking => ReceiveHandshaking(record, now, out reason),
            DtlsState.Connected => ReceiveConnected(record, now, out reason),
            _ => false,
        };
    }

    private bool ReceiveHandshaking(DtlsRecord record, Timestamp now, out DropReason reason)
    {
        reason = DropReason.DtlsUnexpected;
        return (record.Epoch, record.Type) switch
        {
            (0, DtlsContentType.Handshake) => ReceivePlainHandshake(record, now, out reason),
            (0, DtlsContentType.Alert) => ReceivePlainAlert(record, out reason),
            (0, DtlsContentType.ChangeCipherSpec) => IsUnderWay && Advance(record.Bytes, now, out reason),
            (1, DtlsContentType.Handshake) => ReceiveSealedHandshake(record, now, out reason),
            (1, DtlsContentType.ApplicationData or DtlsContentType.Alert) => IsUnderWay && _early.TryAdd(record.Bytes),
            _ => false,
        };
    }

    private bool ReceivePlainHandshake(DtlsRecord record, Timestamp now, out DropReason reason)
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
    /// A Finished. The library keeps those it cannot open yet, each in a buffer of 17 KB, and anyone can forge some: so
    /// only so many get there as a peer may have to repeat.
    /// </summary>
    private bool ReceiveSealedHandshake(DtlsRecord record, Timestamp now, out DropReason reason)
    {
        reason = DropReason.DtlsUnexpected;
        return IsUnderWay
            && record.Body.Length <= MaxSealedHandshakeLength
            && _sealedHandshakeRecords++ < MaxSealedHandshakeRecords
            && Advance(record.Bytes, now, out reason);
    }

    /// <summary>Anyone who can forge an address can forge this; but so can he forge a hello that fails.</summary>
    private bool ReceivePlainAlert(DtlsRecord record, out DropReason reason)
    {
        reason = DropReason.DtlsUnexpected;
        if (!IsUnderWay || !DtlsAlert.TryRead(record.Body, out var alert) || !alert.IsFatal)
            return false;

        Fail(alert.IsNegotiationFailure ? DtlsFailure.NegotiationFailed : DtlsFailure.PeerAlert);
        return true;
    }

    private bool Advance(ReadOnlySpan<byte> record, Timestamp now, out DropReason reason)
    {
        reason = DropReason.DtlsBadClientHello;
        var output = new ArrayBufferWriter<byte>();
        _handshaker ??= _crypto.CreateDtlsHandshaker(Role, _options);
        var progress = _handshaker.Advance(record, output);
        if (progress == DtlsProgress.Failed && Role == DtlsRole.Server && _flight.IsEmpty)
            return StartOver(output.WrittenSpan);

        TakeFlight(output.WrittenSpan, now);
        if (progress == DtlsProgress.Failed)
            Fail(_handshaker.Failure);
        else if (progress == DtlsProgress.Completed)
            Complete(now);
        return true;
    }

    /// <summary>
    /// A hello that cannot be answered ends nothing: anyone may have forged it, and the peer's own may follow. Only
    /// when it was sound and offered nothing in common is the alert passed on, so that an honest peer need not wait.
    /// </summary>
    private bool StartOver(ReadOnlySpan<byte> output)
    {
        _lastFailure = _handshaker!.Failure;
        _handshaker.Dispose();
        _handshaker = null;
        _flightEnd = -1;
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
        _answered = Role == DtlsRole.Server ? 0 : _flightEnd;
        _retransmission.Begin(now);
        _flight.Send(_writer, _protection);
    }

    private void AddOwnSealed(DtlsRecord record)
    {
        _protection ??= DtlsRecordProtection.Create(_crypto, Role, _handshaker!.GetSecrets());
        var plaintext = new byte[record.Body.Length];
        if (_protection.TryOpenOwn(record, plaintext, out var length))
            _flight.Add(record.Type, 1, plaintext.AsSpan(0, length));
    }

    private void Complete(Timestamp now)
    {
        var handshake = _handshaker!.GetResult();
        _handshaker.Dispose();
        _handshaker = null;
        if (_options.SrtpProfiles.Count > 0 && handshake.SrtpProfile is null)
        {
            SendAlert(DtlsAlert.HandshakeFailure);
            Fail(DtlsFailure.NoCommonSrtpProfile);
            return;
        }

        // The server's flight is the last one and may be lost; the client's has just been answered.
        if (Role == DtlsRole.Client)
            _flight.Clear();
        Handshake = handshake;
        State = DtlsState.Connected;
        _sink.HandshakeCompleted(handshake);
        _early.Replay(record => Receive(record, now, out _));
    }

    private bool ReceiveConnected(DtlsRecord record, Timestamp now, out DropReason reason)
    {
        reason = DropReason.DtlsUnexpected;
        return (record.Epoch, record.Type) switch
        {
            (1, DtlsContentType.ApplicationData) => ReceiveSealed(record, out reason),
            (1, DtlsContentType.Alert) => ReceiveSealed(record, out reason),
            (_, DtlsContentType.Handshake) => TryRepeatFlight(now, out reason),
            _ => false,
        };
    }

    private bool ReceiveSealed(DtlsRecord record, out DropReason reason)
    {
        var rented = ArrayPool<byte>.Shared.Rent(record.Body.Length);
        var isOpen = _protection!.TryOpen(record, rented, out var length, out reason);

        // Whoever speaks with the new keys has our last flight.
        if (isOpen)
            _flight.Clear();
        if (isOpen && record.Type == DtlsContentType.ApplicationData)
            _sink.ApplicationDataReceived(rented.AsSpan(0, length));
        else if (isOpen)
            ReceiveSealedAlert(rented.AsSpan(0, length));
        ArrayPool<byte>.Shared.Return(rented);
        return isOpen;
    }

    private void ReceiveSealedAlert(ReadOnlySpan<byte> body)
    {
        if (!DtlsAlert.TryRead(body, out var alert))
            return;

        if (alert.IsCloseNotify)
        {
            Close();
            _sink.ClosedByPeer();
        }
        else if (alert.IsFatal)
        {
            Fail(DtlsFailure.PeerAlert);
        }
    }

    /// <summary>
    /// The peer repeats what we have answered, so our answer was lost (RFC 6347, section 4.2.4). Not more often than
    /// twice per first waiting time: the records that ask for it prove nothing and are smaller than the answer.
    /// </summary>
    private bool TryRepeatFlight(Timestamp now, out DropReason reason)
    {
        reason = DropReason.DtlsRepeated;
        if (_flight.IsEmpty || now - _retransmission.LastSent < _options.InitialRetransmission / 2)
            return false;

        _retransmission.Restart(now);
        _flight.Send(_writer, _protection);
        return true;
    }

    private void SendAlert(DtlsAlert alert) =>
        SendSealed(DtlsContentType.Alert, [alert.Level, alert.Description]);

    private void SendSealed(DtlsContentType type, ReadOnlySpan<byte> plaintext)
    {
        _writer.AddSealed(_protection!, type, plaintext);
        _writer.Flush();
    }

    private void Fail(DtlsFailure failure)
    {
        Failure = failure;
        End(DtlsState.Failed);
        _sink.Failed(failure);
    }

    private void End(DtlsState state)
    {
        State = state;
        _flight.Clear();
        Dispose();
    }
}
