namespace Plenum.Rtc.Sdp;

/// <summary>The user name fragment and password of one side (RFC 8839, section 5.4).</summary>
/// <param name="UserFragment">4 to 256 characters.</param>
/// <param name="Password">22 to 256 characters.</param>
public sealed record IceCredentials(string UserFragment, string Password);
