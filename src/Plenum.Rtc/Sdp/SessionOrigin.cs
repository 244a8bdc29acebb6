namespace Plenum.Rtc.Sdp;

/// <summary>Who made a description and which version it is (the o-line, RFC 8866 section 5.2).</summary>
/// <param name="SessionId">The same in all descriptions of a session by one side.</param>
/// <param name="Version">Grows by one with each description that differs (RFC 3264, section 8).</param>
public readonly record struct SessionOrigin(ulong SessionId, ulong Version);
