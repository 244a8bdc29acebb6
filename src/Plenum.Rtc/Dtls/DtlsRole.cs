namespace Plenum.Rtc.Dtls;

/// <summary>Who opens the handshake; SDP's <c>a=setup</c> decides (RFC 8842).</summary>
public enum DtlsRole
{
    /// <summary>Sends the ClientHello: <c>a=setup:active</c>.</summary>
    Client,

    /// <summary>Waits for it: <c>a=setup:passive</c>.</summary>
    Server,
}
