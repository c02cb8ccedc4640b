author-agent = Seller
author-buyer = Buyer
author-staff = Marketplace
author-automation = Automatic message
