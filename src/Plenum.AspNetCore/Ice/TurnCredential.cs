using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Plenum.AspNetCore.Ice;

/// <summary>
/// A time-limited TURN credential as coturn's <c>use-auth-secret</c> understands it (draft-uberti-behave-turn-rest-00,
/// section 2.2): the user name is <c>expiry:user</c>, the password its HMAC-SHA1 under the shared secret in Base64.
/// </summary>
internal static class TurnCredential
{
    public static (string Username, string Password) Create(string secret, string user, DateTimeOffset expires)
    {
        var username = string.Create(CultureInfo.InvariantCulture, $"{expires.ToUnixTimeSeconds()}:{user}");
        var mac = HMACSHA1.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(username));
        return (username, Convert.ToBase64String(mac));
    }
}
