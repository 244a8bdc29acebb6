namespace Plenum.Rtc.Stun;

/// <summary>The exclusive-or of XOR-MAPPED-ADDRESS and its kin (RFC 8489, section 14.2).</summary>
internal static class StunAddress
{
    /// <summary>
    /// Turns port and address bytes into their XOR form, or back: the port with the first half of the cookie, the
    /// address with the cookie and the transaction id.
    /// </summary>
    /// <param name="portAndAddress">2 bytes of port, then 4 or 16 of address.</param>
    /// <param name="message">The message, from its header on.</param>
    public static void Xor(Span<byte> portAndAddress, ReadOnlySpan<byte> message)
    {
        var mask = message[StunWire.CookieOffset..];
        portAndAddress[0] ^= mask[0];
        portAndAddress[1] ^= mask[1];
        for (var i = 2; i < portAndAddress.Length; i++)
            portAndAddress[i] ^= mask[i - 2];
    }
}
