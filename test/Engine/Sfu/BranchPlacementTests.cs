using Plenum.Engine.Sfu;

namespace Plenum.Engine.Tests.Sfu;

public sealed class BranchPlacementTests
{
    private const int PerShard = 64;

    [Fact]
    public void A_small_room_stays_where_it_is() =>
        Assert.Equal(0, Choose(Branch(63, peers: 900), Free(peers: 0)));

    [Fact]
    public void A_room_comes_to_the_shard_with_the_least_to_do_when_its_own_have_enough_of_it() =>
        Assert.Equal(2, Choose(Branch(64), Free(peers: 50), Free(peers: 10)));

    [Fact]
    public void A_branch_is_filled_before_another_is_opened() =>
        Assert.Equal(1, Choose(Branch(70), Branch(3, peers: 900), Free(peers: 0)));

    [Fact]
    public void Where_all_shards_have_enough_of_it_the_load_decides() =>
        Assert.Equal(1, Choose(Branch(900, peers: 900), Branch(800, peers: 850), Branch(64, peers: 2000)));

    [Fact]
    public void A_shard_with_too_much_to_do_is_left_alone_while_another_has_not()
    {
        Assert.Equal(1, Choose(Branch(5) with { RefusesJoins = true }, Free()));
        Assert.Equal(1, Choose(Branch(500) with { RefusesJoins = true }, Branch(900, peers: 5000)));
    }

    [Fact]
    public void Where_all_have_too_much_to_do_it_is_as_ever() =>
        Assert.Equal(0, Choose(Branch(5) with { RefusesJoins = true }, Free() with { RefusesJoins = true }));

    [Fact]
    public void An_empty_branch_goes_when_there_is_room_for_twice_as_many_without_it()
    {
        Assert.False(BranchPlacement.IsSurplus(64, 2, PerShard));
        Assert.True(BranchPlacement.IsSurplus(32, 2, PerShard));
        Assert.True(BranchPlacement.IsSurplus(64, 3, PerShard));
    }

    private static int Choose(params BranchPlacement.Candidate[] shards) => BranchPlacement.Choose(shards, PerShard);

    private static BranchPlacement.Candidate Branch(int connections, int peers = 100) => new(false, peers, connections);

    private static BranchPlacement.Candidate Free(int peers = 100) => new(false, peers, null);
}
