namespace Plenum.Fuzz;

/// <summary>Folds what happened into one number (FNV-1a). Counts go in by their magnitude, so that marks stay few.</summary>
internal struct Mark()
{
    public ulong Value { get; private set; } = 0xCBF2_9CE4_8422_2325;

    public void Add(ulong value) => Value = (Value ^ value) * 0x0000_0100_0000_01B3;

    public void Add(bool value) => Add(value ? 1UL : 2UL);

    public void AddMagnitude(long count) => Add((ulong)(64 - System.Numerics.BitOperations.LeadingZeroCount((ulong)count)));
}
