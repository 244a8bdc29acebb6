namespace Plenum.AspNetCore.Access;

/// <summary>Whether there is a place for one more connection.</summary>
internal enum LimitVerdict
{
    /// <summary>There is.</summary>
    Pass,

    /// <summary>Too many from this address.</summary>
    TooManyOfAddress,

    /// <summary>Too many that have not got anywhere yet.</summary>
    TooManyPending,
}
