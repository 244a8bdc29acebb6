using Plenum.Rtc.Dtls;
using Plenum.Rtc.Ice;
using Plenum.Rtc.Sctp;
using Plenum.Rtc.Srtp;

namespace Plenum.Rtc.Peers;

/// <summary>
/// From nothing to keys: DTLS over whatever way ICE has found. It begins when ICE has a route, hears only validated
/// addresses, and hands over keys only after the certificate has matched (RFC 8827, section 6.5).
/// </summary>
internal sealed class PeerHandshake : IDtlsSink, IDisposable
{
    private readonly PeerOptions _options;
    private readonly IIceAgent _ice;
    private DtlsSession? _dtls;
    private Timestamp _now;
    private DropReason _dataDrop;

    public PeerHandshake(PeerOptions options, IIceAgent ice)
    {
        _options = options;
        _ice = ice;
    }

    /// <summary>The keys of media, once there are.</summary>
    public SrtpSession? Srtp { get; private set; }

    public bool IsComplete { get; private set; }

    public bool IsClosedByPeer { get; private set; }

    public DtlsFailure Failure { get; private set; }

    /// <summary>What decrypted data goes to; none without a data section.</summary>
    public DataTransport? Data { get; set; }

    public bool HasRemote => _dtls is not null;

    public DtlsRole Role => _dtls!.Role;

    public Timestamp NextDeadline => _dtls?.NextDeadline ?? Timestamp.Never;

    /// <summary>Takes what signalling says. Later calls change nothing: a new identity needs a new connection.</summary>
    public void SetRemote(RemoteTransport remote)
    {
        _dtls ??= new DtlsSession(_options.Crypto, remote.LocalRole, new DtlsOptions
        {
            Certificate = _options.Certificate,
            RemoteFingerprints = remote.Fingerprints,
            SrtpProfiles = _options.SrtpProfiles,
            MaxDatagramLength = _options.MaxDatagramLength,
        }, this);
    }

    /// <summary>Begins once there is a way to the peer.</summary>
    public void StartIfPossible(Timestamp now)
    {
        if (_dtls is { State: DtlsState.New } && !_ice.Route.IsNone)
            _dtls.Start(now);
    }

    public DropReason Receive(ReadOnlySpan<byte> datagram, Timestamp now)
    {
        if (_dtls is null)
            return DropReason.NotConnected;
        _now = now;
        _dataDrop = DropReason.None;
        _dtls.Receive(datagram, now, out var reason);
        return reason == DropReason.None ? _dataDrop : reason;
    }

    public bool TrySendData(ReadOnlySpan<byte> data) => _dtls is not null && _dtls.TrySend(data);

    public void Tick(Timestamp now) => _dtls?.Tick(now);

    /// <summary>Says goodbye and releases keys.</summary>
    public void Dispose()
    {
        _dtls?.Close();
        _dtls?.Dispose();
        Srtp?.Dispose();
        Srtp = null;
    }

    void IDtlsSink.SendDatagram(ReadOnlySpan<byte> datagram) => _ice.Send(datagram);

    void IDtlsSink.HandshakeCompleted(DtlsHandshake handshake)
    {
        if (handshake.SrtpProfile is { } profile)
        {
            Srtp = SrtpSession.Create(
                _options.Crypto, profile, handshake.SrtpKeyingMaterial.Span, _dtls!.Role);
        }

        IsComplete = true;
    }

    void IDtlsSink.ApplicationDataReceived(ReadOnlySpan<byte> data)
    {
        if (Data is null)
            _dataDrop = DropReason.NotConnected;
        else
            Data.Receive(data, _now, out _dataDrop);
    }

    void IDtlsSink.ClosedByPeer() => IsClosedByPeer = true;

    void IDtlsSink.Failed(DtlsFailure failure) => Failure = failure;
}
