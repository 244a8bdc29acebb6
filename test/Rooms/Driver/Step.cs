namespace Plenum.Rooms.Tests.Driver;

/// <summary>One step of a random script: plain numbers, so that any script makes some sense and shrinks well.</summary>
/// <param name="Kind">What happens, modulo the number of kinds.</param>
/// <param name="Actor">Who does it.</param>
/// <param name="Target">Whom it concerns.</param>
/// <param name="N">How.</param>
internal sealed record Step(int Kind, int Actor, int Target, int N);
