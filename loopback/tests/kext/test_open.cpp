// Finding and opening a kext's service.
#include "host.h"

TEST(a_user_client_lives_from_open_to_close) {
    {
        Host host;
        const uint32_t connection = host.Connect();
        CHECK_CODE(lb_close(host.machine, connection), kIOReturnSuccess);
        CHECK(gProbe.log == "start-driver new-client start-client close stop-client free-client ");
        gProbe.log.clear();
        CHECK_CODE(lb_close(host.machine, connection), kInvalidDest);
        CHECK_CODE(Caller{}.Run(host.machine, connection), kInvalidDest);
    }
    CHECK(gProbe.log == "stop-driver free-driver ");
}

TEST(a_service_is_found_by_its_classes_and_properties) {
    Host host;
    CHECK_CODE(host.Start(), kIOReturnSuccess);
    const auto found = [&](lb_service service) {
        unsigned count = 0;
        const auto add = [](void * context, uint64_t) { ++*static_cast<unsigned *>(context); };
        CHECK_CODE(
            lb_services(host.machine, host.app, &service, add, &count), kIOReturnSuccess);
        return count;
    };
    CHECK(found(ByClass("ProbeDriver")) == 1);
    CHECK(found(ByClass("IOService")) == 1);
    CHECK(found(ByClass("ProbeUserClient")) == 0);
    CHECK(found({1, nullptr, 0, "ProbeDriver", 11, 0}) == 1);
    CHECK(found({2, "Vendor", 6, "probe", 5, 0}) == 1);
    CHECK(found({3, "Slots", 5, nullptr, 0, 32}) == 1);
    CHECK(found({4, "Fast", 4, nullptr, 0, 0}) == 0);
    CHECK(found({5, nullptr, 0, nullptr, 0, gProbe.driver->getRegistryEntryID()}) == 1);
}

TEST(a_service_that_has_not_registered_is_not_found) {
    Host host;
    gProbe.registers = false;
    CHECK_CODE(host.Start(), kIOReturnSuccess);
    uint32_t connection = 0;
    CHECK_CODE(host.Open(&connection), kIOReturnNotFound);
}

TEST(a_start_that_answers_false_leaves_nothing) {
    Host host;
    gProbe.starts = false;
    CHECK_CODE(host.Start(), kIOReturnError);
    CHECK(gProbe.log == "start-driver free-driver ");
}

TEST(an_open_answers_what_new_user_client_answers) {
    Host host;
    uint32_t connection = 0;
    CHECK_CODE(host.Start("NoSuchClass"), kIOReturnSuccess);
    CHECK_CODE(host.Open(&connection), kIOReturnNoMemory);
    gProbe.newUserClient = [](IOService *, IOUserClient **) { return kIOReturnBusy; };
    gProbe.driver->setProperty(kIOUserClientClassKey, "ProbeDriver");
    CHECK_CODE(host.Open(&connection), kIOReturnUnsupported);
    gProbe.driver->setProperty(kIOUserClientClassKey, "ProbeUserClient");
    gProbe.clientInits = false;
    CHECK_CODE(host.Open(&connection), kIOReturnBadArgument);
    gProbe.clientInits = true;
    gProbe.clientStart = [](IOUserClient *) { return false; };
    CHECK_CODE(host.Open(&connection), kIOReturnUnsupported);
    gProbe.driver->removeProperty(kIOUserClientClassKey);
    CHECK_CODE(host.Open(&connection), kIOReturnUnsupported);
    // Success without a user client.
    gProbe.newUserClient = [](IOService *, IOUserClient **) { return kIOReturnSuccess; };
    CHECK_CODE(host.Open(&connection), kIOReturnError);
}

TEST(the_kind_2022_must_say_its_locks_and_entitlements) {
    Host host;
    uint32_t connection = 0;
    CHECK_CODE(host.Start("StrictUserClient"), kIOReturnSuccess);
    const auto locks = [](IOUserClient * client) {
        client->setProperty(kIOUserClientDefaultLockingKey, true);
        client->setProperty(kIOUserClientDefaultLockingSetPropertiesKey, true);
        client->setProperty(kIOUserClientDefaultLockingSingleThreadExternalMethodKey, true);
    };
    gProbe.clientStart = [](IOUserClient * client) {
        client->setProperty(kIOUserClientEntitlementsKey, false);
        return true;
    };
    CHECK_CODE(host.Open(&connection), kIOReturnError);
    gProbe.clientStart = [&](IOUserClient * client) {
        locks(client);
        return true;
    };
    CHECK_CODE(host.Open(&connection), kIOReturnNotPrivileged);
    gProbe.clientStart = [&](IOUserClient * client) {
        locks(client);
        client->setProperty(kIOUserClientEntitlementsKey, true);
        return true;
    };
    CHECK_CODE(host.Open(&connection), kIOReturnNotPrivileged);
    gProbe.clientStart = [&](IOUserClient * client) {
        locks(client);
        client->setProperty(kIOUserClientEntitlementsKey, "com.example.probe");
        return true;
    };
    CHECK_CODE(host.Open(&connection), kIOReturnNotPrivileged);
    host.Entitle(host.app, "com.example.probe");
    CHECK_CODE(host.Open(&connection), kIOReturnSuccess);
}

TEST(the_rows_of_the_kind_2022_are_checked_in_order) {
    Host host;
    gProbe.clientStart = [](IOUserClient * client) {
        client->setProperty(kIOUserClientDefaultLockingKey, true);
        client->setProperty(kIOUserClientDefaultLockingSetPropertiesKey, true);
        client->setProperty(kIOUserClientDefaultLockingSingleThreadExternalMethodKey, true);
        client->setProperty(kIOUserClientEntitlementsKey, false);
        return true;
    };
    const uint32_t connection = host.Connect("StrictUserClient");
    const auto call = [&](uint32_t selector, size_t scalars) {
        Caller caller;
        caller.selector = selector;
        caller.scalars.resize(scalars);
        return caller.Run(host.machine, connection);
    };
    CHECK_CODE(call(0, 0), kIOReturnError);
    const auto nothing = [](OSObject *, void *, IOExternalMethodArguments *) {
        return kIOReturnSuccess;
    };
    const IOExternalMethodDispatch2022 rows[] = {
        {nothing, 0, 0, 0, 0, false, nullptr},
        {nullptr, 0, 0, 0, 0, true, nullptr},
        {nothing, 1, 0, 0, 0, true, "com.example.probe"},
    };
    gProbe.rows = rows;
    gProbe.rowCount = 3;
    CHECK_CODE(call(3, 0), kIOReturnBadArgument);
    CHECK_CODE(call(0, 1), kIOReturnBadArgument);
    CHECK_CODE(call(0, 0), kIOReturnSuccess);
    CHECK_CODE(call(1, 0), kIOReturnNoCompletion);
    CHECK_CODE(call(2, 0), kIOReturnBadArgument);
    CHECK_CODE(call(2, 1), kIOReturnNotPrivileged);
    host.Entitle(host.app, "com.example.probe");
    CHECK_CODE(call(2, 1), kIOReturnSuccess);
    // An asynchronous call.
    lb_call async = {};
    async.completion = [](void *, int32_t, const uint64_t *, size_t) {};
    async.completion_gone = [](void *) {};
    CHECK_CODE(lb_connection_call(host.machine, connection, &async), kIOReturnBadArgument);
}

TEST(an_app_has_privileges_and_entitlements_of_its_own) {
    Host host;
    host.Entitle(host.app, "com.example.probe");
    const uint32_t connection = host.Connect();
    gProbe.call = [](IOExternalMethodArguments * arguments) {
        CHECK(current_task() == gProbe.task);
        OSObject * has = IOUserClient::copyClientEntitlement(gProbe.task, "com.example.probe");
        OSObject * hasNot = IOUserClient::copyClientEntitlement(nullptr, "com.example.other");
        const bool root = IOUserClient::clientHasPrivilege(
                              gProbe.token, kIOClientPrivilegeAdministrator) == kIOReturnSuccess;
        CHECK(hasNot == nullptr);
        CHECK_CODE(
            IOUserClient::clientHasPrivilege(gProbe.token, "nothing"), kIOReturnUnsupported);
        arguments->scalarOutput[0] = (has == kOSBooleanTrue ? 1 : 0) + (root ? 2 : 0);
        OSSafeReleaseNULL(has);
        return kIOReturnSuccess;
    };
    CHECK(current_task() == kernel_task);
    CHECK(Number(host, connection) == 1);
    lb_client_root(host.machine, host.app, true);
    CHECK(Number(host, connection) == 3);
    host.Entitle(host.app, "com.example.another");
    CHECK(Number(host, connection) == 2);
}
