using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Plenum.AspNetCore.Access;

namespace Plenum.AspNetCore;

/// <summary>Mints join tokens with the first of the configured keys. An application calls it for its own users.</summary>
/// <param name="options">The keys.</param>
/// <param name="clock">The time.</param>
public sealed class JoinTokenIssuer(IOptions<PlenumOptions> options, TimeProvider clock)
{
    /// <summary>Mints a token that holds from now on.</summary>
    /// <param name="claims">What it says.</param>
    /// <param name="lifetime">How long it can be used to join; who is in the room stays in. Above zero.</param>
    /// <exception cref="InvalidOperationException">No key is configured.</exception>
    public string Issue(JoinClaims claims, TimeSpan lifetime)
    {
        ArgumentNullException.ThrowIfNull(claims);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(lifetime, TimeSpan.Zero);
        if (options.Value.Access.Keys is not [var first, ..])
            throw new InvalidOperationException(AccessGuard.NoKey);

        var now = clock.GetUtcNow();
        var key = TokenKey.From(first);
        var payload = JoinTokenPayload.Write(claims, now, now + lifetime);
        var signed = $"{Base64Url.EncodeToString(Header(key.Id))}.{Base64Url.EncodeToString(payload)}";
        return $"{signed}.{key.Sign(Encoding.ASCII.GetBytes(signed))}";
    }

    private static byte[] Header(string keyId) => keyId.Length == 0
        ? """{"alg":"HS256","typ":"JWT"}"""u8.ToArray()
        : Encoding.UTF8.GetBytes($$"""{"alg":"HS256","typ":"JWT","kid":{{JsonSerializer.Serialize(keyId)}}}""");
}
