namespace Plenum.Rtc.Dtls;

/// <summary>An alert's two bytes (RFC 5246, section 7.2).</summary>
internal readonly record struct DtlsAlert(byte Level, byte Description)
{
    public const int Length = 2;

    private const byte Warning = 1;
    private const byte Fatal = 2;

    public static DtlsAlert CloseNotify { get; } = new(Warning, 0);

    public static DtlsAlert HandshakeFailure { get; } = new(Fatal, 40);

    public bool IsCloseNotify => Description == CloseNotify.Description;

    public bool IsFatal => Level == Fatal;

    /// <summary>handshake_failure, protocol_version, insufficient_security: both sides are sound, and do not fit.</summary>
    public bool IsNegotiationFailure => Description is 40 or 70 or 71;

    public static bool TryRead(ReadOnlySpan<byte> body, out DtlsAlert alert)
    {
        alert = body.Length == Length ? new DtlsAlert(body[0], body[1]) : default;
        return body.Length == Length;
    }
}
