namespace Plenum.Rtc.Dtls;

/// <summary>What a step of the handshake came to.</summary>
public enum DtlsProgress
{
    /// <summary>More records are needed.</summary>
    WaitingForPeer,

    /// <summary>Done.</summary>
    Completed,

    /// <summary>Cannot go on; <see cref="IDtlsHandshaker.Failure"/> says why.</summary>
    Failed,
}
