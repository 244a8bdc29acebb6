using Plenum.AspNetCore.Endpoints.Signaling;
using Plenum.Protocol;
using Plenum.Rooms;

namespace Plenum.AspNetCore.Access;

/// <summary>Who somebody is who asks to join, by token or, in dev mode, by their word.</summary>
internal sealed class JoinAdmission(JoinTokenVerifier verifier, DevMode devMode)
{
    /// <summary>What the room may believe of who asks.</summary>
    /// <param name="Identity">Null: nobody vouches for one.</param>
    /// <param name="Name">Null: theirs to choose.</param>
    /// <param name="Role">Null: the room's to choose.</param>
    /// <param name="Grants">Null: what the role comes with.</param>
    public readonly record struct Admission(Identity? Identity, string? Name, Role? Role, Grants? Grants);

    /// <param name="room">Where to.</param>
    /// <param name="token">The join token; null: none was brought.</param>
    /// <param name="admission">What the room may believe.</param>
    /// <returns>Why not; or null.</returns>
    public RequestError? Decide(string room, string? token, out Admission admission)
    {
        admission = default;
        if (token is null)
            return devMode.IsOn ? null : new RequestError(ErrorCode.Unauthorized, "A join token is needed.");

        var fault = verifier.Verify(token, out var claims);
        if (fault != TokenFault.None)
            return new RequestError(ErrorCode.Unauthorized, Explain(fault));
        if (claims!.Room != room)
            return new RequestError(ErrorCode.Unauthorized, "The join token is for another room.");
        if (!Identity.TryParse(claims.Identity, out var identity))
            return new RequestError(ErrorCode.Unauthorized, Explain(TokenFault.WrongClaims));

        admission = new Admission(identity, claims.Name, WireEnums.ToRooms(claims.Role), WireEnums.ToRooms(claims.Grants));
        return null;
    }

    private static string Explain(TokenFault fault) => fault switch
    {
        TokenFault.TooLong => "The join token is too long.",
        TokenFault.WrongAlgorithm => "The join token is not signed with HS256.",
        TokenFault.CriticalExtension => "The join token has a critical header this server does not know.",
        TokenFault.UnknownKey => "The join token names a key this server does not have.",
        TokenFault.WrongSignature => "The join token's signature is wrong.",
        TokenFault.NoValidity => "The join token lacks exp or nbf.",
        TokenFault.Expired => "The join token has expired.",
        TokenFault.NotYetValid => "The join token is not valid yet.",
        TokenFault.WrongClaims => "The join token's claims are not as documented.",
        _ => "The join token is malformed.",
    };
}
