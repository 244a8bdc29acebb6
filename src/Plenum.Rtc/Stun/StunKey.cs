using System.Security.Cryptography;
using System.Text;

namespace Plenum.Rtc.Stun;

/// <summary>Keys of MESSAGE-INTEGRITY (RFC 8489, section 9).</summary>
public static class StunKey
{
    /// <summary>The key of short-term credentials, as ICE has them: the password itself (ICE passwords are ASCII).</summary>
    public static byte[] ShortTerm(string password) => Encoding.UTF8.GetBytes(password);

    /// <summary>
    /// The key of long-term credentials, as TURN has them: MD5 of user, realm and password. Both are taken as they
    /// are: whoever configures them applies OpaqueString (RFC 8265), which changes nothing in ASCII.
    /// </summary>
    public static byte[] LongTerm(string user, string realm, string password)
    {
        // MD5 is what RFC 8489, section 9.2.2 and every deployed TURN server want; the key is not a signature.
#pragma warning disable CA5351
        return MD5.HashData(Encoding.UTF8.GetBytes($"{user}:{realm}:{password}"));
#pragma warning restore CA5351
    }
}
