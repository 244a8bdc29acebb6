namespace Plenum.AspNetCore;

/// <summary>A key of join tokens.</summary>
public sealed class TokenKeyOptions
{
    /// <summary>The <c>kid</c> of tokens signed with it; empty if they carry none.</summary>
    public string Id { get; set; } = "";

    /// <summary>
    /// The secret; its UTF-8 bytes are the HMAC key. At least 32 bytes (RFC 7518, section 3.2), for example from
    /// <c>openssl rand -base64 48</c>.
    /// </summary>
    public string Secret { get; set; } = "";
}
