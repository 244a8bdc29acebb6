namespace Plenum.AspNetCore.Access;

/// <summary>Why a join token does not hold.</summary>
internal enum TokenFault
{
    /// <summary>It holds.</summary>
    None,

    /// <summary>Longer than the limit.</summary>
    TooLong,

    /// <summary>Not three parts of base64url with JSON objects in the first two.</summary>
    Malformed,

    /// <summary>An algorithm that is not HS256, <c>none</c> included.</summary>
    WrongAlgorithm,

    /// <summary>A <c>crit</c> header: there is no extension that this server understands (RFC 7515, section 4.1.11).</summary>
    CriticalExtension,

    /// <summary>A <c>kid</c> that no configured key has.</summary>
    UnknownKey,

    /// <summary>The signature is of another key or another text.</summary>
    WrongSignature,

    /// <summary><c>exp</c> or <c>nbf</c> is missing.</summary>
    NoValidity,

    /// <summary>After <c>exp</c>.</summary>
    Expired,

    /// <summary>Before <c>nbf</c>.</summary>
    NotYetValid,

    /// <summary>A claim is missing, of the wrong type, or says something unknown.</summary>
    WrongClaims,
}
