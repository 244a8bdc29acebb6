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
    private readonly DtlsOptions _options;
    private readonly IDtlsSink _sink;
    private readonly DtlsRecordWriter _writer;
    private readonly DtlsHandshakeDriver _driver;
    private readonly EarlyRecords _early = new();

    /// <summary>A session that does nothing before <see cref="Start"/>.</summary>
    public DtlsSession(ICryptoProvider crypto, DtlsRole role, DtlsOptions options, IDtlsSink sink)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaxDatagramLength, DtlsOptions.MinDatagramLength);
        Role = role;
        _options = options;
        _sink = sink;
        _writer = new DtlsRecordWriter(sink, options.MaxDatagramLength);
        _driver = new DtlsHandshakeDriver(crypto, role, options, _writer);
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
    public Timestamp NextDeadline => State == DtlsState.Handshaking ? _driver.Deadline : Timestamp.Never;

    /// <summary>Begins: a client says hello, a server listens.</summary>
    public void Start(Timestamp now)
    {
        if (State != DtlsState.New)
            return;

        State = DtlsState.Handshaking;
        _driver.Start(now);
        FollowDriver(now);
    }

    /// <summary>Takes a datagram.</summary>
    /// <returns>False when any of its records was dropped, and why.</returns>
    public bool Receive(ReadOnlySpan<byte> datagram, Timestamp now, out DropReason reason)
    {
        var isWhole = true;
        reason = DropReason.None;
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

        _driver.Tick(now);
        FollowDriver(now);
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
    public void Dispose() => _driver.Dispose();

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
        var isTaken = (record.Epoch, record.Type) switch
        {
            (0, DtlsContentType.Handshake) => _driver.ReceivePlain(record, now, out reason),
            (0, DtlsContentType.Alert) => _driver.ReceiveAlert(record, out reason),
            (0, DtlsContentType.ChangeCipherSpec) => _driver.ReceiveChangeCipherSpec(record, now, out reason),
            (1, DtlsContentType.Handshake) => _driver.ReceiveSealed(record, now, out reason),
            (1, DtlsContentType.ApplicationData or DtlsContentType.Alert) =>
                _driver.IsUnderWay && _early.TryAdd(record.Bytes),
            _ => false,
        };
        FollowDriver(now);
        return isTaken;
    }

    private void FollowDriver(Timestamp now)
    {
        if (_driver.Progress == DtlsProgress.Failed)
            Fail(_driver.Failure);
        else if (_driver.Progress == DtlsProgress.Completed)
            Complete(now);
    }

    private void Complete(Timestamp now)
    {
        var handshake = _driver.TakeResult();
        if (_options.SrtpProfiles.Count > 0 && handshake.SrtpProfile is null)
        {
            SendAlert(DtlsAlert.HandshakeFailure);
            Fail(DtlsFailure.NoCommonSrtpProfile);
            return;
        }

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
            (1, DtlsContentType.ApplicationData or DtlsContentType.Alert) => ReceiveSealed(record, out reason),
            (_, DtlsContentType.Handshake) => _driver.TryRepeatFlight(now, out reason),
            _ => false,
        };
    }

    private bool ReceiveSealed(DtlsRecord record, out DropReason reason)
    {
        var rented = ArrayPool<byte>.Shared.Rent(record.Body.Length);
        var isOpen = _driver.Protection!.TryOpen(record, rented, out var length, out reason);
        if (isOpen)
            TakeOpened(record.Type, rented.AsSpan(0, length));
        ArrayPool<byte>.Shared.Return(rented);
        return isOpen;
    }

    private void TakeOpened(DtlsContentType type, ReadOnlySpan<byte> plaintext)
    {
        // Whoever speaks with the new keys has our last flight.
        _driver.ForgetFlight();
        if (type == DtlsContentType.ApplicationData)
        {
            _sink.ApplicationDataReceived(plaintext);
        }
        else if (DtlsAlert.TryRead(plaintext, out var alert) && alert.IsCloseNotify)
        {
            Close();
            _sink.ClosedByPeer();
        }
        else if (alert.IsFatal)
        {
            Fail(DtlsFailure.PeerAlert);
        }
    }

    private void SendAlert(DtlsAlert alert) =>
        SendSealed(DtlsContentType.Alert, [alert.Level, alert.Description]);

    private void SendSealed(DtlsContentType type, ReadOnlySpan<byte> plaintext)
    {
        _writer.AddSealed(_driver.Protection!, type, plaintext);
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
        Dispose();
    }
}
